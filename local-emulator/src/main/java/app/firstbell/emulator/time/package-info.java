@NullMarked
package app.firstbell.emulator.time;

import org.jspecify.annotations.NullMarked;
