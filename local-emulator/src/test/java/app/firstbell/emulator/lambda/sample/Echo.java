package app.firstbell.emulator.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// An ordinary handler: tells what it sees of the world.
public final class Echo implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private final UnaryOperator<String> environment = System::getenv;
  private final LongSupplier millis = System::currentTimeMillis;

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    System.out.println("hello from " + System.getenv("NAME"));
    context.getLogger().log("a line of the logger");
    Map<String, Object> seen = new LinkedHashMap<>(event);
    seen.put("name", System.getenv("NAME"));
    seen.put("nameByReference", environment.apply("NAME"));
    seen.put("variables", System.getenv().size());
    seen.put("home", String.valueOf(System.getenv("HOME")));
    seen.put("calls", CALLS.incrementAndGet());
    seen.put("currentTimeMillis", System.currentTimeMillis());
    seen.put("millisByReference", millis.getAsLong());
    seen.put("instant", Instant.now().toEpochMilli());
    seen.put("clock", Clock.systemUTC().millis());
    seen.put("source", InstantSource.system().millis());
    seen.put("day", LocalDate.now(ZoneOffset.UTC).toString());
    seen.put("requestId", context.getAwsRequestId());
    seen.put("arn", context.getInvokedFunctionArn());
    seen.put("memory", context.getMemoryLimitInMB());
    seen.put("remaining", context.getRemainingTimeInMillis());
    try {
      Class.forName("app.firstbell.emulator.template.Assembly");
      seen.put("emulatorVisible", true);
    } catch (ClassNotFoundException _) {
      seen.put("emulatorVisible", false);
    }
    return seen;
  }
}
