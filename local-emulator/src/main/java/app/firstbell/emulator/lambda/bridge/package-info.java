/// What a function's classes call instead of the process's environment and clock.
@NullMarked
package app.firstbell.emulator.lambda.bridge;

import org.jspecify.annotations.NullMarked;
