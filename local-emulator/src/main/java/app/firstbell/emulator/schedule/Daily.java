package app.firstbell.emulator.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time of every day, which is what this emulator knows of schedules: `cron(10 3 * * ? *)`.
///
/// Source: EventBridge Scheduler User Guide, "Schedule types": six fields, minutes first, and one
/// of the two kinds of days is `?`.
record Daily(LocalTime at, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile("cron\\((\\d{1,2}) (\\d{1,2}) (?:\\* \\* \\?|\\? \\* \\*) \\*\\)");

  /// @throws IllegalArgumentException for whatever is no time of every day
  static Daily parse(String expression, String zone) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected a time of every day such as cron(10 3 * * ? *), which is all that the emulator"
              + " supports; got "
              + expression);
    }
    try {
      return new Daily(
          LocalTime.of(Integer.parseInt(form.group(2)), Integer.parseInt(form.group(1))),
          ZoneId.of(zone));
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "expected an hour, a minute and a timezone, got " + expression + " in " + zone, wrong);
    }
  }

  /// The first time behind an instant.
  Instant after(Instant instant) {
    ZonedDateTime from = instant.atZone(zone);
    ZonedDateTime today = from.with(at);
    return (today.toInstant().isAfter(instant) ? today : from.plusDays(1).with(at)).toInstant();
  }
}
