package app.firstbell.dynamo;

import java.util.concurrent.ThreadLocalRandom;

/// How a retry waits: full jitter below a ceiling that doubles, as AWS's architecture blog advises
/// for contention. Tests give one that does not wait.
@FunctionalInterface
public interface Pause {
  /// @param attempt 1 after the first failure
  void before(int attempt);

  /// Random up to 10, 20, 40 … at most 160 milliseconds.
  static Pause jittered() {
    return attempt -> {
      long ceiling = Math.min(160, 10L << Math.min(attempt - 1, 4));
      try {
        Thread.sleep(ThreadLocalRandom.current().nextLong(ceiling + 1));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new BusyException("interrupted while waiting to try again", stopped);
      }
    };
  }

  static Pause none() {
    return attempt -> {};
  }
}
