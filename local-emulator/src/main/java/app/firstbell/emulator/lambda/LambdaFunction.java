package app.firstbell.emulator.lambda;

import app.firstbell.emulator.lambda.FunctionView.LastInvocation;
import app.firstbell.emulator.lambda.bridge.World;
import app.firstbell.emulator.stats.Stats;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One function: admits invocations, finds each an environment, enforces the timeout, and remembers
/// the last of them.
final class LambdaFunction {
  private static final int REMEMBERED = 20;

  private final FunctionDefinition definition;
  private final Concurrency concurrency;
  private final Stats stats;
  private final InstantSource clock;
  private final EnvironmentPool pool;
  private final AtomicLong invocations = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong throttles = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Remembered> last = new ArrayDeque<>();
  private final String figure;

  private record Remembered(
      String requestId, long startedAt, double millis, String outcome, InvocationLog log) {}

  LambdaFunction(
      FunctionDefinition definition,
      FunctionCode code,
      Concurrency concurrency,
      Stats stats,
      InstantSource clock) {
    this.definition = definition;
    this.concurrency = concurrency;
    this.stats = stats;
    this.clock = clock;
    this.figure = "function." + definition.logicalId() + ".";
    World world = code.worldOf(definition);
    this.pool =
        new EnvironmentPool(
            new EnvironmentPool.CurrentFunctionFactory() {
              @Override
              public CurrentFunction context() {
                return new CurrentFunction(definition, world);
              }

              @Override
              public ClassLoader loader() {
                return code.loaderFor(definition, world);
              }
            });
  }

  FunctionDefinition definition() {
    return definition;
  }

  /// Makes an environment, if there is none yet, so that the first invocation finds it.
  void warm() throws InterruptedException {
    if (pool.size() == 0) {
      try {
        pool.release(pool.acquire(new InvocationLog()));
      } catch (EnvironmentPool.InitFailed _) {
        // The first invocation meets the same failure and tells it to its caller.
      }
    }
  }

  Invocation invoke(String invokedArn, String version, byte[] event) {
    if (event.length > ExecutionEnvironment.MOST_PAYLOAD_BYTES) {
      return LambdaError.of(
          "RequestTooLargeException",
          "Request must be smaller than 6291456 bytes for the InvokeFunction operation");
    }
    if (!concurrency.enter(definition.name())) {
      throttles.incrementAndGet();
      stats.count(figure + "throttles");
      return new Invocation.Throttled("Rate Exceeded.");
    }
    long startedAt = clock.millis();
    long started = System.nanoTime();
    String requestId = requestId();
    InvocationLog log = new InvocationLog();
    Invocation outcome;
    try {
      outcome = run(requestId, invokedArn, version, event, log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome = LambdaError.of("Emulator.Interrupted", "the emulator is closing");
    } finally {
      concurrency.leave(definition.name());
    }
    record(requestId, startedAt, System.nanoTime() - started, outcome, log);
    return outcome;
  }

  private Invocation run(
      String requestId, String invokedArn, String version, byte[] event, InvocationLog log)
      throws InterruptedException {
    ExecutionEnvironment environment;
    try {
      environment = pool.acquire(log);
    } catch (EnvironmentPool.InitFailed e) {
      return LambdaError.of(e.why());
    }
    boolean usable = false;
    try {
      LambdaContext context =
          new LambdaContext(
              definition,
              requestId,
              invokedArn,
              version,
              System.nanoTime() + definition.timeout().toNanos(),
              log);
      @Nullable Invocation answer = environment.run(event, context);
      usable = answer != null;
      return answer != null ? answer : LambdaError.timedOut(requestId, definition.timeout());
    } finally {
      if (usable) {
        pool.release(environment);
      } else {
        pool.discard(environment);
      }
    }
  }

  private void record(
      String requestId, long startedAt, long took, Invocation outcome, InvocationLog log) {
    invocations.incrementAndGet();
    nanos.addAndGet(took);
    double millis = took / 1e6;
    stats.count(figure + "invocations");
    stats.add(figure + "millis", millis);
    String text =
        switch (outcome) {
          case Invocation.Succeeded _ -> "ok";
          case Invocation.Failed failed -> {
            errors.incrementAndGet();
            stats.count(figure + "errors");
            log.write(new String(failed.payload(), java.nio.charset.StandardCharsets.UTF_8) + "\n");
            yield failed.errorType();
          }
          case Invocation.Throttled _ -> "throttled";
        };
    synchronized (last) {
      last.addFirst(new Remembered(requestId, startedAt, millis, text, log));
      if (last.size() > REMEMBERED) {
        last.removeLast();
      }
    }
  }

  FunctionView view() {
    List<LastInvocation> lasts = new ArrayList<>();
    synchronized (last) {
      for (Remembered one : last) {
        lasts.add(
            new LastInvocation(
                one.requestId(), one.startedAt(), one.millis(), one.outcome(), one.log().lines()));
      }
    }
    long count = invocations.get();
    return new FunctionView(
        definition.logicalId(),
        definition.name(),
        definition.handler(),
        count,
        errors.get(),
        throttles.get(),
        pool.size(),
        count == 0 ? 0 : nanos.get() / 1e6 / count,
        List.copyOf(lasts));
  }

  void close() {
    pool.close();
  }

  /// Lambda's request ids are UUIDs; nobody needs these to be hard to guess, so they cost no secure
  /// random numbers.
  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
            (random.nextLong() & ~0xF000L) | 0x4000L,
            (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L)
        .toString();
  }
}
