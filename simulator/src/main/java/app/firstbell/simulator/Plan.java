package app.firstbell.simulator;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run: its seed, the bug that is planted, and what is left out of the world that the seed
/// would make. Leaving out is how a trace gets short.
public final class Plan {
  private final long seed;
  private final @Nullable Bug bug;
  private final Set<String> without;
  private final Set<String> asked = new LinkedHashSet<>();

  public Plan(long seed, @Nullable Bug bug, Set<String> without) {
    this.seed = seed;
    this.bug = bug;
    this.without = Set.copyOf(without);
  }

  public static Plan of(long seed) {
    return new Plan(seed, null, Set.of());
  }

  public static Plan of(long seed, @Nullable Bug bug) {
    return new Plan(seed, bug, Set.of());
  }

  public long seed() {
    return seed;
  }

  public @Nullable Bug bug() {
    return bug;
  }

  public boolean has(Bug asked) {
    return bug == asked;
  }

  public Set<String> without() {
    return without;
  }

  /// Whether a person, a deed or a fault takes part. Each has a name of its own, the same in every
  /// run of the seed.
  public boolean has(String part) {
    boolean has = !without.contains(part);
    if (has) {
      asked.add(part);
    }
    return has;
  }

  /// What took part, in the order in which it was asked for.
  public Set<String> parts() {
    return asked;
  }

  public Plan without(Set<String> parts) {
    return new Plan(seed, bug, parts);
  }
}
