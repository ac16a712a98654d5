/// What must hold, whatever went wrong.
@NullMarked
package app.firstbell.simulator.check;

import org.jspecify.annotations.NullMarked;
