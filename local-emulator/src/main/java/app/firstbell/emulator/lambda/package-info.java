@NullMarked
package app.firstbell.emulator.lambda;

import org.jspecify.annotations.NullMarked;
