package app.firstbell.functions;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Logs and metrics by Powertools: JSON lines with the connection's or request's id, and metrics in
/// the embedded format. Never a message's text, a token, an e-mail address or an IP address.
///
/// A message that goes its usual way leaves neither a line nor a metric: Lambda counts its
/// invocations already, and what is written is paid for.
public final class Telemetry {
  private Telemetry() {}

  /// Runs one event with its id on every log line.
  ///
  /// @param context null in tests that have none
  public static <T> T logged(@Nullable Context context, String correlationId, Supplier<T> body) {
    return context == null
        ? body.get()
        : PowertoolsLogging.withLogging(context, "correlation_id", correlationId, body);
  }

  /// Counts one, under a dimension `kind`.
  public static void count(String metric, String kind) {
    measure(metric, kind, 1);
  }

  /// A number of something, under a dimension `kind`.
  public static void measure(String metric, String kind, long number) {
    Metrics metrics = MetricsFactory.getMetricsInstance();
    metrics.flushSingleMetric(
        metric, number, MetricUnit.COUNT, "Firstbell", DimensionSet.of("kind", kind));
  }

  /// Where a failure came from, without what it says: messages may quote data.
  public static String trace(Throwable failure) {
    StringBuilder trace = new StringBuilder();
    Throwable current = failure;
    for (int depth = 0; current != null && depth < 4; depth++) {
      trace.append(depth == 0 ? "" : " <- ").append(current.getClass().getName());
      StackTraceElement[] stack = current.getStackTrace();
      for (int line = 0; line < Math.min(8, stack.length); line++) {
        trace.append(" at ").append(stack[line]);
      }
      current = current.getCause();
    }
    return trace.toString();
  }
}
