package app.firstbell.emulator.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as request contexts print them: `16/Mar/2025:00:46:22 +0000`.
final class RequestTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private record Printed(long second, String text) {}

  private static volatile Printed last = new Printed(-1, "");

  private RequestTime() {}

  static String print(long epochMillis) {
    long second = Math.floorDiv(epochMillis, 1000L);
    Printed printed = last;
    if (printed.second() != second) {
      // Every event carries the time, most of one second: printed once.
      printed = new Printed(second, FORMAT.format(Instant.ofEpochSecond(second)));
      last = printed;
    }
    return printed.text();
  }
}
