package app.firstbell.use;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// An hour of an organization's own clock, whose use is one row: `{tenant}#use` /
/// `h#2026-11-22T14`. In autumn the hour that comes twice is one; a row that is full is followed by
/// `h#2026-11-22T14#1`.
///
/// @param hour in the organization's timezone
/// @param part 0 for the first row, and in nearly all hours the only one
record HourKey(LocalDateTime hour, int part) {
  static final String PREFIX = "h#";
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT);
  private static final int WRITTEN = "2026-11-22T14".length();

  static HourKey of(Instant at, ZoneId zone) {
    return new HourKey(at.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.HOURS), 0);
  }

  static String pk(TenantId tenant) {
    return tenant + "#use";
  }

  String sk() {
    return PREFIX + text();
  }

  /// What stands before the hours of a day, and behind them when it is the day after.
  static String before(LocalDate day) {
    return PREFIX + day;
  }

  static HourKey parse(String sk) {
    String text = sk.substring(PREFIX.length());
    return new HourKey(
        LocalDateTime.parse(text.substring(0, WRITTEN), FORM),
        text.length() == WRITTEN ? 0 : Integer.parseInt(text.substring(WRITTEN + 1)));
  }

  HourKey next() {
    return new HourKey(hour, part + 1);
  }

  LocalDate day() {
    return hour.toLocalDate();
  }

  YearMonth month() {
    return YearMonth.from(hour);
  }

  /// The attribute of the month's row that says how much of this row it holds.
  String folded() {
    return folded(hour.getDayOfMonth());
  }

  /// The same of this hour of another day of the month.
  String folded(int day) {
    return String.format(Locale.ROOT, "f.%02dT%02d", day, hour.getHour())
        + (part == 0 ? "" : "#" + part);
  }

  private String text() {
    return FORM.format(hour) + (part == 0 ? "" : "#" + part);
  }
}
