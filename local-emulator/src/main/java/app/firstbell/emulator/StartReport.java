package app.firstbell.emulator;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// Tells how long each step of a start took.
final class StartReport {
  private final Consumer<String> lines;

  StartReport(Consumer<String> lines) {
    this.lines = lines;
  }

  /// Runs a step and tells about it.
  ///
  /// @throws Exception what the step threw; one that came from another thread is unwrapped
  <T> T step(String what, Callable<T> step) throws Exception {
    long start = System.nanoTime();
    try {
      T result = step.call();
      lines.accept(
          String.format(Locale.ROOT, "%6.2f s  %s", (System.nanoTime() - start) / 1e9, what));
      return result;
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  void tell(String line) {
    lines.accept(line);
  }
}
