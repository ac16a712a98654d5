@NullMarked
package app.firstbell.chat;

import org.jspecify.annotations.NullMarked;
