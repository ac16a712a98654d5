package app.firstbell.emulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// The one clock of the emulator: real time plus an offset that can be moved forward. Everything
/// that waits for a time (delayed messages, idle connections, the functions' own clocks) reads it,
/// so that 90 seconds pass in a moment.
public final class EmulatorClock extends Clock {
  private final AtomicLong offsetMillis = new AtomicLong();
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

  /// Moves time forward, and wakes who waits for a time.
  ///
  /// @throws IllegalArgumentException for a negative duration: AWS's time never goes back
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("expected a duration of zero or more, got " + by);
    }
    offsetMillis.addAndGet(by.toMillis());
    waiting.forEach(Runnable::run);
  }

  /// Calls `wake` after each move of the clock, on the mover's thread: it must be short.
  public void onAdvance(Runnable wake) {
    waiting.add(wake);
  }

  /// How far the clock is ahead of the machine's.
  public Duration offset() {
    return Duration.ofMillis(offsetMillis.get());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    return System.currentTimeMillis() + offsetMillis.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), offset());
  }
}
