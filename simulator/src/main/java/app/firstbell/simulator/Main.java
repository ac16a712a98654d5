package app.firstbell.simulator;

import app.firstbell.simulator.schedule.Trace;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `firstbell simulate --seeds N [--from SEED] [--bug NAME]`: exit code 0 when every promise was
/// kept, 1 when one was broken, 2 when it was asked wrongly.
public final class Main {
  private static final long SHRINKING_MILLIS = 30_000;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    long seeds = 1000;
    long from = 1;
    @Nullable Bug bug = null;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        return wrong(err, arguments[i] + " needs a value");
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--seeds", "--from" -> {
          Optional<Long> number = number(value);
          if (number.isEmpty()) {
            return wrong(err, arguments[i] + ": expected a number from 0 on, got " + value);
          }
          if (arguments[i].equals("--seeds")) {
            seeds = number.get();
          } else {
            from = number.get();
          }
        }
        case "--bug" -> {
          Optional<Bug> found = Bug.of(value);
          if (found.isEmpty()) {
            return wrong(err, "there is no bug " + value + "; there are: " + bugs());
          }
          bug = found.get();
        }
        default -> {
          return wrong(err, "simulate takes --seeds, --from and --bug, not " + arguments[i]);
        }
      }
    }
    return simulate(seeds, from, bug, out);
  }

  private static int simulate(long seeds, long from, @Nullable Bug bug, PrintStream out) {
    long start = System.nanoTime();
    Seeds.Tally tally = Seeds.run(from, seeds, bug);
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "%,d seeds, %,d events, %.1f s, %.0f seeds a second%n",
        tally.runs(),
        tally.events(),
        seconds,
        tally.runs() / seconds);
    if (tally.failed().isEmpty()) {
      out.println("every promise was kept");
      return 0;
    }
    tell(tally.failed().get(), out);
    return 1;
  }

  private static void tell(Seeds.Failed failed, PrintStream out) {
    Plan plan = failed.plan();
    out.printf(
        "seed %d broke a promise%s:%n  %s%n",
        plan.seed(),
        plan.bug() == null ? "" : " (with the planted bug " + plan.bug().word() + ")",
        failed.result().failure().map(Throwable::toString).orElse(""));
    Plan shortest = Shrinker.shortest(plan, failed.result().kind(), SHRINKING_MILLIS);
    Simulation.Result result = Simulation.run(shortest, Trace.Detail.LINES);
    out.printf(
        "%nThe shortest trace that was found, %d events instead of %d:%n",
        result.events(), failed.result().events());
    result.lines().forEach(out::println);
    out.printf("%n%s%n", result.failure().map(Throwable::toString).orElse(""));
    result
        .failure()
        .filter(failure -> failed.result().kind().endsWith("Exception"))
        .ifPresent(failure -> failure.printStackTrace(out));
    out.printf(
        "Again: ./firstbell simulate --seeds 1 --from %d%s%n",
        plan.seed(), plan.bug() == null ? "" : " --bug " + plan.bug().word());
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static String bugs() {
    return Arrays.stream(Bug.values()).map(Bug::word).collect(Collectors.joining(", "));
  }

  private static int wrong(PrintStream err, String why) {
    err.println("firstbell: " + why);
    return 2;
  }
}
