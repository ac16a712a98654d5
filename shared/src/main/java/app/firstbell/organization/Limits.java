package app.firstbell.organization;

/// How fast one connection may send: a token bucket.
///
/// @param rate frames per second that a connection may send for long
/// @param burst frames that it may send at once
public record Limits(int rate, int burst) {
  public static final Limits USUAL = new Limits(10, 30);

  /// @throws IllegalArgumentException unless both are from 1 to 10,000
  public Limits {
    if (rate < 1 || rate > 10_000 || burst < 1 || burst > 10_000) {
      throw new IllegalArgumentException(
          "expected rate and burst from 1 to 10000, got " + rate + " and " + burst);
    }
  }
}
