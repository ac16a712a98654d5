@NullMarked
package app.firstbell.emulator.stats;

import org.jspecify.annotations.NullMarked;
