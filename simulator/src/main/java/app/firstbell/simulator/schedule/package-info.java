/// Who runs when: one thread at any moment, one seed, a time of its own.
@NullMarked
package app.firstbell.simulator.schedule;

import org.jspecify.annotations.NullMarked;
