@NullMarked
package app.firstbell.emulator.stream;

import org.jspecify.annotations.NullMarked;
