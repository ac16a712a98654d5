/// A world in one process in which everything goes wrong that can, and a look at what is left of
/// the promises (`docs/decisions/0027-the-simulator.md`).
@NullMarked
package app.firstbell.simulator;

import org.jspecify.annotations.NullMarked;
