package app.firstbell.emulator.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.FunctionView;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.time.EmulatorClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulesTest {
  private static final String FUNCTION =
      "arn:aws:lambda:us-east-1:000000000000:function:check:live";
  private static final Access ANYBODY = (_, _, _) -> new Access.Decision.Allowed();

  private final EmulatorClock clock = new EmulatorClock();
  private final BlockingQueue<JsonNode> calls = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:00:00Z, 2026-11-22T03:10:00Z",
    "2026-11-22T03:09:59Z, 2026-11-22T03:10:00Z",
    "2026-11-22T03:10:00Z, 2026-11-23T03:10:00Z",
    "2026-12-31T12:00:00Z, 2027-01-01T03:10:00Z"
  })
  void theNextTimeIsTheFirstBehindNow(Instant now, Instant next) {
    assertEquals(next, Daily.parse("cron(10 3 * * ? *)", "UTC").after(now));
  }

  @Test
  void aTimeIsTheTimeOfItsZone() {
    assertEquals(
        Instant.parse("2026-11-22T02:10:00Z"),
        Daily.parse("cron(10 3 ? * * *)", "Europe/Berlin")
            .after(Instant.parse("2026-11-22T00:00:00Z")));
    assertEquals(
        new Daily(LocalTime.of(3, 10), ZoneOffset.UTC), Daily.parse("cron(10 3 * * ? *)", "Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(1 day)",
        "cron(10 3 * * MON *)",
        "cron(10 25 * * ? *)",
        "cron(61 3 * * ? *)",
        "cron(10 3 1 * ? *)",
        "at(2026-11-22T00:00:00)"
      })
  void whatIsNoTimeOfEveryDayIsRefused(String expression) {
    assertThrows(IllegalArgumentException.class, () -> Daily.parse(expression, "UTC"));
  }

  @Test
  void theFunctionIsCalledWhenTheClockPassesItsTime() throws Exception {
    // Tomorrow's noon: a time that this test does not meet by itself.
    clock.advance(
        Duration.between(
            clock.instant(),
            clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36))));
    try (Schedules _ = start("cron(10 3 * * ? *)", ANYBODY)) {
      assertNull(calls.poll(100, TimeUnit.MILLISECONDS), "not before its time");
      clock.advance(Duration.ofHours(16));
      JsonNode event = calls.poll(10, TimeUnit.SECONDS);
      assertNotNull(event);
      assertEquals("aws.scheduler", event.path("source").asText());
      assertEquals("Scheduled Event", event.path("detail-type").asText());
      assertTrue(event.path("time").asText().endsWith("T03:10:00Z"), event.toString());
      // Over a week at once: once, as of the last.
      clock.advance(Duration.ofDays(7));
      assertNotNull(calls.poll(10, TimeUnit.SECONDS));
      assertNull(calls.poll(200, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void aRoleThatMayNotCallIsRefusedAtTheStart() {
    Access nobody = (_, _, _) -> new Access.Decision.Denied("User is not authorized");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> start("cron(10 3 * * ? *)", nobody));
    assertTrue(String.valueOf(refused.getMessage()).contains("not authorized"));
  }

  @Test
  void aTimeThatIsNotSupportedNamesTheSchedule() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> start("rate(1 hour)", ANYBODY));
    assertTrue(String.valueOf(refused.getMessage()).contains("Nightly"));
  }

  private Schedules start(String expression, Access access) {
    SmallAssembly assembly =
        new SmallAssembly()
            .with(
                "AWS::Scheduler::Schedule",
                "Nightly",
                "Nightly",
                "arn:aws:scheduler:us-east-1:000000000000:schedule/default/Nightly",
                """
                {'ScheduleExpression':'%s','ScheduleExpressionTimezone':'UTC',
                 'FlexibleTimeWindow':{'Mode':'OFF'},
                 'Target':{'Arn':'%s','RoleArn':'arn:aws:iam::000000000000:role/r'}}\
                """
                    .formatted(expression, FUNCTION));
    Functions functions =
        new Functions() {
          @Override
          public Invocation invoke(String function, byte[] event) {
            assertEquals(FUNCTION, function);
            try {
              calls.add(new ObjectMapper().readTree(event));
            } catch (IOException broken) {
              throw new IllegalStateException(broken);
            }
            return new Invocation.Succeeded("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }

          @Override
          public List<FunctionView> views() {
            return List.of();
          }
        };
    return Schedules.start(assembly, functions, access, clock, new Stats());
  }
}
