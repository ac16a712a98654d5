@NullMarked
package app.firstbell.emulator.aws;

import org.jspecify.annotations.NullMarked;
