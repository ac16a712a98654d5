@NullMarked
package app.firstbell.emulator.queue;

import org.jspecify.annotations.NullMarked;
