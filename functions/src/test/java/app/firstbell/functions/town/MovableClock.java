package app.firstbell.functions.town;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands still until it is moved.
public final class MovableClock implements InstantSource {
  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2026-11-22T10:00:00Z").toEpochMilli());

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  public void advance(Duration by) {
    millis.addAndGet(by.toMillis());
  }
}
