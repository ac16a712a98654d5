package app.firstbell.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/// When days and months begin. They do so in the organization's timezone (K4).
public final class Periods {
  private Periods() {}

  /// A calendar month of a timezone.
  ///
  /// @param from its first instant
  /// @param until the first instant of the next
  public record Month(YearMonth month, Instant from, Instant until) {
    public boolean contains(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }

    /// As keys write it: `2026-11`.
    @Override
    public String toString() {
      return month.toString();
    }
  }

  /// The month that it is at an instant.
  public static Month month(ZoneId zone, Instant at) {
    return month(zone, YearMonth.from(at.atZone(zone)));
  }

  public static Month month(ZoneId zone, YearMonth month) {
    return new Month(month, begin(zone, month.atDay(1)), begin(zone, month.plusMonths(1).atDay(1)));
  }

  /// The day that it is at an instant.
  public static LocalDate day(ZoneId zone, Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /// The first instant of a day: midnight, or where the clock is put forward over midnight, the
  /// first time that there is.
  public static Instant begin(ZoneId zone, LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /// The day that many months after an anchor. Where a month has no such day, its last one; the
  /// anchor is kept, so 31 January is followed by 28 or 29 February and then by 31 March.
  public static LocalDate next(LocalDate anchor, int months) {
    return anchor.plusMonths(months);
  }
}
