package app.firstbell.emulator.gateway;

import java.time.InstantSource;

/// API Gateway's throttle: `burst` tokens at most, `perSecond` new ones each second of the
/// emulator's clock.
final class TokenBucket {
  private final double perSecond;
  private final double burst;
  private final InstantSource clock;
  private double tokens;
  private long filledAtMillis;

  TokenBucket(double perSecond, double burst, InstantSource clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.tokens = burst;
    this.filledAtMillis = clock.millis();
  }

  /// Takes one token, or none when the bucket is empty.
  synchronized boolean take() {
    long now = clock.millis();
    if (now > filledAtMillis) {
      tokens = Math.min(burst, tokens + (now - filledAtMillis) * perSecond / 1000);
      filledAtMillis = now;
    }
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
