/// The emulator's own page and its JSON API.
@NullMarked
package app.firstbell.emulator.page;

import org.jspecify.annotations.NullMarked;
