@NullMarked
package app.firstbell.functions.websocket;

import org.jspecify.annotations.NullMarked;
