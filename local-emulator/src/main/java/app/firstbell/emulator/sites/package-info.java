@NullMarked
package app.firstbell.emulator.sites;

import org.jspecify.annotations.NullMarked;
