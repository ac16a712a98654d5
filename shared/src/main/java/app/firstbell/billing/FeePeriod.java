package app.firstbell.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// For which months the platform fee is paid.
///
/// @param anchor the first day of the first one
/// @param months how many from there, at least one
public record FeePeriod(LocalDate anchor, int months) {
  /// @throws IllegalArgumentException when there is no month
  public FeePeriod {
    if (months < 1) {
      throw new IllegalArgumentException("expected at least one month, got " + months);
    }
  }

  /// What is paid for once `months` more are. They follow what is paid for already; when that is
  /// over, they begin today: nobody pays for months in which the credits were frozen.
  public static FeePeriod paid(Optional<FeePeriod> before, int months, ZoneId zone, Instant now) {
    return before
        .filter(period -> now.isBefore(period.until(zone)))
        .map(period -> new FeePeriod(period.anchor, Math.addExact(period.months, months)))
        .orElseGet(() -> new FeePeriod(Periods.day(zone, now), months));
  }

  /// The first instant for which the fee is not paid.
  public Instant until(ZoneId zone) {
    return Periods.begin(zone, Periods.next(anchor, months));
  }
}
