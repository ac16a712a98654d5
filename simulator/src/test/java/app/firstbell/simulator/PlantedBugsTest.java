package app.firstbell.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.simulator.schedule.Trace;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The proof of the proof: bugs that somebody could write are found, each within ten thousand
/// seeds.
@Tag("simulation")
class PlantedBugsTest {
  private static final int SEEDS = 10_000;

  @ParameterizedTest
  @EnumSource
  void isFound(Bug bug) {
    Seeds.Tally tally = Seeds.run(1, SEEDS, bug);
    System.out.printf(
        "%s: found after %d seeds: %s%n",
        bug.word(),
        tally.runs(),
        tally.failed().flatMap(it -> it.result().failure()).map(Throwable::getMessage).orElse("-"));
    assertTrue(tally.failed().isPresent(), bug + " was not found in " + SEEDS + " seeds");
    Plan plan = tally.failed().get().plan();
    assertEquals(
        "",
        Simulation.run(Plan.of(plan.seed()), Trace.Detail.HASH).kind(),
        "the seed fails without the bug too");
  }

  /// What is told is short, and still shows the same.
  @Test
  void aTraceIsMadeShort() {
    Seeds.Failed failed = Seeds.run(1, SEEDS, Bug.SWALLOWS_STREAM_FAILURES).failed().orElseThrow();
    Plan shortest = Shrinker.shortest(failed.plan(), failed.result().kind(), 20_000);
    Simulation.Result result = Simulation.run(shortest, Trace.Detail.LINES);
    assertEquals(failed.result().kind(), result.kind());
    assertTrue(
        result.events() < failed.result().events() / 4,
        result.events() + " events of " + failed.result().events());
  }

  @Test
  void theSameSeedIsTheSameTrace() {
    for (long seed : Stream.of(1L, 2L, 3L, 78L, 4711L).toList()) {
      Simulation.Result first = Simulation.run(Plan.of(seed), Trace.Detail.HASH);
      Simulation.Result second = Simulation.run(Plan.of(seed), Trace.Detail.LINES);
      assertEquals(first.hash(), second.hash(), "seed " + seed);
    }
    assertEquals(
        5,
        Set.of(hash(1), hash(2), hash(3), hash(4), hash(5)).size(),
        "other seeds are other traces");
  }

  private static String hash(long seed) {
    return Simulation.run(Plan.of(seed), Trace.Detail.HASH).hash();
  }
}
