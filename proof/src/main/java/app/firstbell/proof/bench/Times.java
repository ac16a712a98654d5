package app.firstbell.proof.bench;

import java.util.Arrays;

/// Durations in nanoseconds, every one kept, so that a percentile is a measured value and no
/// estimate.
public final class Times {
  private static final int FIRST_ROOM = 1024;
  private long[] nanos = new long[FIRST_ROOM];
  private int count;

  public synchronized void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = duration;
  }

  synchronized void clear() {
    count = 0;
  }

  public synchronized int count() {
    return count;
  }

  synchronized void each(java.util.function.LongConsumer consumer) {
    for (int i = 0; i < count; i++) {
      consumer.accept(nanos[i]);
    }
  }

  /// @param percent 50, 99, …
  public synchronized double millis(double percent) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int place = (int) Math.ceil(percent / 100 * count) - 1;
    return sorted[Math.max(0, place)] / 1e6;
  }
}
