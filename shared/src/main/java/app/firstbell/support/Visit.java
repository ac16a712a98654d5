package app.firstbell.support;

import java.time.Duration;

/// For what and for how long somebody enters a customer's account as support (P7). The customer
/// reads the reason.
///
/// @param reason 10 to 500 characters
/// @param length 5 to 60 minutes; it is not lengthened, but entered again
public record Visit(String reason, Duration length) {
  public static final int SHORTEST_REASON = 10;
  public static final int LONGEST_REASON = 500;
  public static final int LEAST_MINUTES = 5;
  public static final int MOST_MINUTES = 60;

  /// @throws IllegalArgumentException when one of them is out of its range
  public Visit {
    int characters = reason.strip().codePointCount(0, reason.strip().length());
    if (characters < SHORTEST_REASON || characters > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "expected a reason of "
              + SHORTEST_REASON
              + " to "
              + LONGEST_REASON
              + " characters, got "
              + characters);
    }
    if (length.toMinutes() < LEAST_MINUTES
        || length.compareTo(Duration.ofMinutes(MOST_MINUTES)) > 0) {
      throw new IllegalArgumentException(
          "expected " + LEAST_MINUTES + " to " + MOST_MINUTES + " minutes");
    }
  }
}
