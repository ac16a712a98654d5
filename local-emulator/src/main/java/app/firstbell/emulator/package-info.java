@NullMarked
package app.firstbell.emulator;

import org.jspecify.annotations.NullMarked;
