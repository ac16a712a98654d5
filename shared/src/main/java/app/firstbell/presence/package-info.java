/// Connections, and which agents of a room can be rung.
@NullMarked
package app.firstbell.presence;

import org.jspecify.annotations.NullMarked;
