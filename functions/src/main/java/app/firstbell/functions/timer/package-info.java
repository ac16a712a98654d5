/// The function to which time comes back.
@NullMarked
package app.firstbell.functions.timer;

import org.jspecify.annotations.NullMarked;
