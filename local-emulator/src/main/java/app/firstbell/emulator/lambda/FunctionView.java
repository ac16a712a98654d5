package app.firstbell.emulator.lambda;

import java.util.List;

/// A function as the emulator's page shows it. `environments` is how many execution environments it
/// has; times in milliseconds.
public record FunctionView(
    String logicalId,
    String name,
    String handler,
    long invocations,
    long errors,
    long throttles,
    int environments,
    double averageMillis,
    List<LastInvocation> last) {

  /// One of the last invocations; `log` is what it wrote to standard output.
  public record LastInvocation(
      String requestId, long startedAtMillis, double millis, String outcome, List<String> log) {}
}
