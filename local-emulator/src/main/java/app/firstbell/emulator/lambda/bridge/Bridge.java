package app.firstbell.emulator.lambda.bridge;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stands in for `System.getenv`, `System.currentTimeMillis`, `Instant.now` and their like in a
/// function's classes.
///
/// Each class loader of a function defines a copy of this class for itself, so its world is a
/// constant of the copy, which reaches every thread that runs the function's code, however it was
/// made. The names and descriptors are those that the class patcher writes; change them there too.
public final class Bridge {
  private static final World WORLD = worldOfThisCopy();

  private Bridge() {}

  private static World worldOfThisCopy() {
    if (Bridge.class.getClassLoader() instanceof World.Holder holder) {
      return holder.world();
    }
    throw new IllegalStateException("the bridge is for the class loaders of functions only");
  }

  public static @Nullable String getenv(String name) {
    return WORLD.environment().get(name);
  }

  public static Map<String, String> getenv() {
    return WORLD.environment();
  }

  public static long currentTimeMillis() {
    return WORLD.clock().millis();
  }

  public static Instant instant() {
    return WORLD.clock().instant();
  }

  public static Clock clock() {
    return WORLD.clock();
  }

  public static Clock clock(ZoneId zone) {
    return WORLD.clock().withZone(zone);
  }

  public static InstantSource instantSource() {
    return WORLD.clock();
  }

  public static LocalDate localDate() {
    return LocalDate.now(WORLD.clock());
  }

  public static LocalDate localDate(ZoneId zone) {
    return LocalDate.now(clock(zone));
  }

  public static LocalTime localTime() {
    return LocalTime.now(WORLD.clock());
  }

  public static LocalTime localTime(ZoneId zone) {
    return LocalTime.now(clock(zone));
  }

  public static LocalDateTime localDateTime() {
    return LocalDateTime.now(WORLD.clock());
  }

  public static LocalDateTime localDateTime(ZoneId zone) {
    return LocalDateTime.now(clock(zone));
  }

  public static OffsetDateTime offsetDateTime() {
    return OffsetDateTime.now(WORLD.clock());
  }

  public static OffsetDateTime offsetDateTime(ZoneId zone) {
    return OffsetDateTime.now(clock(zone));
  }

  public static ZonedDateTime zonedDateTime() {
    return ZonedDateTime.now(WORLD.clock());
  }

  public static ZonedDateTime zonedDateTime(ZoneId zone) {
    return ZonedDateTime.now(clock(zone));
  }
}
