/// The simulator's own proof: what it finds, and that it finds it again.
@NullMarked
package app.firstbell.simulator;

import org.jspecify.annotations.NullMarked;
