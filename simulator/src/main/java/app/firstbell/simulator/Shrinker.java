package app.firstbell.simulator;

import app.firstbell.simulator.schedule.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes a failing run short: leaves out people, deeds and faults as long as the same promise is
/// broken without them.
public final class Shrinker {
  private Shrinker() {}

  /// @param millis how long to try
  public static Plan shortest(Plan failing, String kind, long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    Plan best = failing;
    boolean shorter = true;
    while (shorter && System.nanoTime() < until) {
      shorter = false;
      List<String> parts = parts(best);
      for (int size = Math.max(1, parts.size() / 2); size >= 1; size /= 2) {
        int from = 0;
        while (from < parts.size() && System.nanoTime() < until) {
          List<String> piece = parts.subList(from, Math.min(parts.size(), from + size));
          Set<String> without = new HashSet<>(best.without());
          without.addAll(piece);
          Plan smaller = best.without(without);
          if (Simulation.run(smaller, Trace.Detail.HASH).kind().equals(kind)) {
            best = smaller;
            shorter = true;
            parts = new ArrayList<>(parts);
            parts.subList(from, Math.min(parts.size(), from + size)).clear();
          } else {
            from += size;
          }
        }
      }
    }
    return best.without(best.without());
  }

  /// People first: with them go their deeds.
  private static List<String> parts(Plan plan) {
    Plan again = plan.without(plan.without());
    List<String> parts = new ArrayList<>(Simulation.run(again, Trace.Detail.HASH).parts());
    parts.sort(
        (one, other) -> Boolean.compare(other.startsWith("person:"), one.startsWith("person:")));
    return parts;
  }
}
