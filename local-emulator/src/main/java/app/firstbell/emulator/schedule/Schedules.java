package app.firstbell.emulator.schedule;

import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import app.firstbell.emulator.time.EmulatorClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All schedules of the template. A function is called when the emulator's clock passes its time;
/// when the clock is moved over several of them at once, it is called once, as of the last: what
/// runs daily here looks at everything there is.
///
/// As AWS does, it calls under the schedule's own role, and with the event that AWS makes when the
/// template gives none.
public final class Schedules implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Schedules.class);
  private static final String TYPE = "AWS::Scheduler::Schedule";

  private final List<Thread> threads = new ArrayList<>();

  private record Schedule(String id, String arn, Daily daily, String function, int retries) {}

  private Schedules() {}

  /// Starts what the template names.
  ///
  /// @throws IllegalArgumentException for a schedule that cannot be: another kind of time, a target
  ///   that is no function, a role that may not call it
  public static Schedules start(
      Assembly assembly, Functions functions, Access access, EmulatorClock clock, Stats stats) {
    var schedules = new Schedules();
    for (Resource resource : assembly.ofType(TYPE)) {
      if (resource.properties().path("State").asText("ENABLED").equals("ENABLED")) {
        Schedule schedule = read(resource, access);
        var waiting = new Waiting(schedule, functions, clock, stats);
        clock.onAdvance(waiting::wake);
        schedules.threads.add(
            Thread.ofPlatform().daemon().name("schedule " + schedule.id()).start(waiting::run));
      }
    }
    return schedules;
  }

  private static Schedule read(Resource resource, Access access) {
    JsonNode p = resource.properties();
    String window = p.at("/FlexibleTimeWindow/Mode").asText();
    if (!window.equals("OFF")) {
      throw new IllegalArgumentException(
          "schedule %s: the emulator supports a FlexibleTimeWindow of Mode OFF, got '%s'"
              .formatted(resource.logicalId(), window));
    }
    String target = p.at("/Target/Arn").asText();
    if (!target.contains(":function:")) {
      throw new IllegalArgumentException(
          "schedule %s calls %s, which is no function of the template"
              .formatted(resource.logicalId(), target));
    }
    var role = new Principal(resource.logicalId(), p.at("/Target/RoleArn").asText());
    if (access.decide(role, "lambda:InvokeFunction", target)
        instanceof Access.Decision.Denied(String why)) {
      throw new IllegalArgumentException(
          "schedule %s: its role may not call the function. %s"
              .formatted(resource.logicalId(), why));
    }
    try {
      return new Schedule(
          resource.logicalId(),
          resource.arn(),
          Daily.parse(
              p.path("ScheduleExpression").asText(),
              p.path("ScheduleExpressionTimezone").asText("UTC")),
          target,
          p.at("/Target/RetryPolicy/MaximumRetryAttempts").asInt(185));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "schedule " + resource.logicalId() + ": " + wrong.getMessage(), wrong);
    }
  }

  /// One schedule, waiting for its next time.
  private static final class Waiting {
    private final Schedule schedule;
    private final Functions functions;
    private final EmulatorClock clock;
    private final Stats stats;
    private Instant next;

    Waiting(Schedule schedule, Functions functions, EmulatorClock clock, Stats stats) {
      this.schedule = schedule;
      this.functions = functions;
      this.clock = clock;
      this.stats = stats;
      this.next = schedule.daily().after(clock.instant());
    }

    synchronized void wake() {
      notifyAll();
    }

    void run() {
      try {
        while (true) {
          call(due());
        }
      } catch (InterruptedException _) {
        // Closed.
      }
    }

    private synchronized Instant due() throws InterruptedException {
      while (clock.instant().isBefore(next)) {
        wait(Math.clamp(Duration.between(clock.instant(), next).toMillis(), 1, 60_000));
      }
      Instant last = next;
      for (Instant at = next; !at.isAfter(clock.instant()); at = schedule.daily().after(at)) {
        last = at;
      }
      next = schedule.daily().after(last);
      return last;
    }

    private void call(Instant at) {
      byte[] event = event(at);
      for (int attempt = 0; attempt <= schedule.retries() && attempt < 3; attempt++) {
        stats.count("schedule." + schedule.id() + ".invocations");
        if (functions.invoke(schedule.function(), event) instanceof Invocation.Succeeded) {
          return;
        }
        stats.count("schedule." + schedule.id() + ".failures");
      }
      log.warn("schedule {}: its function failed each time", schedule.id());
    }

    private byte[] event(Instant at) {
      var event = JsonNodeFactory.instance.objectNode();
      event.put("version", "0").put("id", schedule.id() + "-" + at.getEpochSecond());
      event.put("detail-type", "Scheduled Event").put("source", "aws.scheduler");
      event.put("account", Assembly.ACCOUNT).put("region", Assembly.REGION);
      event.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
      event.putArray("resources").add(schedule.arn());
      event.put("detail", "{}");
      return event.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
