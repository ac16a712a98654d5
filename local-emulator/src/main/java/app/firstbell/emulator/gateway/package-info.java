@NullMarked
package app.firstbell.emulator.gateway;

import org.jspecify.annotations.NullMarked;
