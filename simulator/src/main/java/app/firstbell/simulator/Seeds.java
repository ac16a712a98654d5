package app.firstbell.simulator;

import app.firstbell.simulator.schedule.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs many seeds, one per processor at a time.
public final class Seeds {
  private Seeds() {}

  /// A seed that broke a promise.
  public record Failed(Plan plan, Simulation.Result result) {}

  /// What came of many.
  ///
  /// @param runs how many were run
  /// @param events of all of them
  /// @param failed the lowest seed that failed
  public record Tally(long runs, long events, Optional<Failed> failed) {}

  /// Runs `count` seeds from `from` on, and stops at the first that fails.
  public static Tally run(long from, long count, @Nullable Bug bug) {
    AtomicLong next = new AtomicLong(from);
    AtomicLong runs = new AtomicLong();
    AtomicLong events = new AtomicLong();
    AtomicReference<@Nullable Failed> failed = new AtomicReference<>();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      workers.add(
          Thread.ofPlatform()
              .name("seeds-" + i)
              .start(() -> {
                while (failed.get() == null) {
                  long seed = next.getAndIncrement();
                  if (seed >= from + count) {
                    return;
                  }
                  Plan plan = Plan.of(seed, bug);
                  Simulation.Result result = Simulation.run(plan, Trace.Detail.HASH);
                  runs.incrementAndGet();
                  events.addAndGet(result.events());
                  if (result.failure().isPresent()) {
                    failed.accumulateAndGet(new Failed(plan, result), Seeds::lower);
                  }
                }
              }));
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return new Tally(runs.get(), events.get(), Optional.ofNullable(failed.get()));
  }

  private static Failed lower(@Nullable Failed one, @Nullable Failed other) {
    if (one == null || other == null) {
      if (one == null && other == null) {
        throw new IllegalStateException("nothing failed");
      }
      return one == null ? java.util.Objects.requireNonNull(other) : one;
    }
    return one.plan().seed() <= other.plan().seed() ? one : other;
  }
}
