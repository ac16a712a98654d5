/// The town that is simulated: its organizations and people, the cloud between them, and what goes
/// wrong there.
@NullMarked
package app.firstbell.simulator.world;

import org.jspecify.annotations.NullMarked;
