package app.firstbell.functions.websocket;

import app.firstbell.functions.Environment;
import app.firstbell.organization.Limits;
import app.firstbell.presence.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Limits how fast each connection may send, before anything is read or written: a token bucket in
/// the memory of this execution environment. Several environments have a bucket each, so under load
/// a connection may get a multiple; the bound is on what one flood can cost, not on a fair share.
/// What gets through all the same is refused by the log itself, see `WritingRules`.
public final class FloodGate {
  private static final int CONNECTIONS = 10_000;
  private static final int REFUSALS = 100;
  private static final Duration REFUSALS_WITHIN = Duration.ofSeconds(10);

  /// What a frame may do.
  public sealed interface Passage {
    record Free() implements Passage {}

    /// @param times how often the connection was refused within ten seconds, with this one
    record TooFast(Duration retryAfter, int times) implements Passage {}

    /// Refused a hundred times within ten seconds: the connection is to be closed.
    record Flood() implements Passage {}
  }

  private static final class Bucket {
    private double tokens;
    private Instant filled;
    private int refusals;
    private Instant refusedSince = Instant.EPOCH;

    private Bucket(double tokens, Instant filled) {
      this.tokens = tokens;
      this.filled = filled;
    }
  }

  /// The one gate of an execution environment: like its clients, it outlives an invocation.
  static final FloodGate OF_PROCESS = new FloodGate(Environment.CLOCK);

  private final InstantSource clock;
  private final Map<ConnectionId, Bucket> buckets =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ConnectionId, Bucket> eldest) {
          // A full bucket is as good as none, and the connection that was quiet for longest has
          // one.
          return size() > CONNECTIONS;
        }
      };

  public FloodGate(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes a token of the connection's bucket.
  public synchronized Passage pass(ConnectionId connection, Limits limits) {
    Instant now = clock.instant();
    Bucket bucket = buckets.computeIfAbsent(connection, _ -> new Bucket(limits.burst(), now));
    double seconds = Math.max(0, Duration.between(bucket.filled, now).toNanos() / 1e9);
    bucket.tokens = Math.min(limits.burst(), bucket.tokens + seconds * limits.rate());
    bucket.filled = now;
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return new Passage.Free();
    }
    if (now.isAfter(bucket.refusedSince.plus(REFUSALS_WITHIN))) {
      bucket.refusedSince = now;
      bucket.refusals = 0;
    }
    bucket.refusals++;
    if (bucket.refusals >= REFUSALS) {
      bucket.refusals = 0;
      return new Passage.Flood();
    }
    long millis = (long) Math.ceil((1 - bucket.tokens) * 1000 / limits.rate());
    return new Passage.TooFast(Duration.ofMillis(Math.max(1, millis)), bucket.refusals);
  }
}
