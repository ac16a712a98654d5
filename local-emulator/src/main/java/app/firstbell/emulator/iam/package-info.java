@NullMarked
package app.firstbell.emulator.iam;

import org.jspecify.annotations.NullMarked;
