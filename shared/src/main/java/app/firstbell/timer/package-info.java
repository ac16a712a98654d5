/// Time that comes back as a message: the ring's end, and the grace of a lost party.
@NullMarked
package app.firstbell.timer;

import org.jspecify.annotations.NullMarked;
