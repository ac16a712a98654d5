@NullMarked
package app.firstbell.emulator.mail;

import org.jspecify.annotations.NullMarked;
