/// Agents' photos: what may become one, and where it is kept.
@NullMarked
package app.firstbell.photo;

import org.jspecify.annotations.NullMarked;
