@NullMarked
package app.firstbell.functions.http;

import org.jspecify.annotations.NullMarked;
