@NullMarked
package app.firstbell.functions.stream;

import org.jspecify.annotations.NullMarked;
