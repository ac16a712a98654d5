/// Secrets Manager, as far as programs read secrets.
@NullMarked
package app.firstbell.emulator.secret;

import org.jspecify.annotations.NullMarked;
