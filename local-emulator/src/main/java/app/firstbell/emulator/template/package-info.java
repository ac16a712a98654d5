@NullMarked
package app.firstbell.emulator.template;

import org.jspecify.annotations.NullMarked;
