/// EventBridge Scheduler: functions that are called by the clock.
@NullMarked
package app.firstbell.emulator.schedule;

import org.jspecify.annotations.NullMarked;
