@NullMarked
package app.firstbell.emulator.data;

import org.jspecify.annotations.NullMarked;
