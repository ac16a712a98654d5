package app.firstbell.simulator;

import app.firstbell.simulator.check.Audits;
import app.firstbell.simulator.check.Logs;
import app.firstbell.simulator.check.Mails;
import app.firstbell.simulator.check.Money;
import app.firstbell.simulator.check.Presences;
import app.firstbell.simulator.schedule.Trace;
import app.firstbell.simulator.world.Town;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One run of a seed, from the first person to the last check.
public final class Simulation {
  private Simulation() {}

  /// What came of it.
  ///
  /// @param hash of the trace: the same for the same plan
  /// @param failure what was broken; nothing when all promises were kept
  /// @param lines of the trace, when they were asked for
  /// @param parts who and what took part
  public record Result(
      String hash,
      long events,
      Optional<RuntimeException> failure,
      List<String> lines,
      Set<String> parts) {
    /// The kind of failure, by which a shorter run is known to fail for the same reason.
    public String kind() {
      return failure
          .map(it ->
              it instanceof app.firstbell.simulator.check.Violation violation
                  ? violation.promise()
                  : it.getClass().getSimpleName())
          .orElse("");
    }
  }

  public static Result run(Plan plan, Trace.Detail detail) {
    Trace trace = new Trace(detail);
    Town town = new Town(plan, trace);
    Optional<RuntimeException> failure = Optional.empty();
    try {
      town.run();
      Logs.check(town);
      Audits.check(town);
      Presences.check(town);
      Money.check(town);
      Mails.check(town);
    } catch (RuntimeException broken) {
      failure = Optional.of(broken);
    }
    return new Result(trace.hash(), trace.events(), failure, trace.lines(), plan.parts());
  }
}
