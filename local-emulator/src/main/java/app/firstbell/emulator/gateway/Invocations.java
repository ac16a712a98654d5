package app.firstbell.emulator.gateway;

import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.stats.Stats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls functions for the gateway, if their permissions let it, and for no longer than the
/// integration's timeout.
final class Invocations {
  private static final Logger LOG = LoggerFactory.getLogger(Invocations.class);

  private final Functions functions;
  private final InvokePermissions permissions;
  private final Timer timer;
  private final Stats stats;

  Invocations(Functions functions, InvokePermissions permissions, Timer timer, Stats stats) {
    this.functions = functions;
    this.permissions = permissions;
    this.timer = timer;
    this.stats = stats;
  }

  /// Calls the function on this thread, which must be one that may wait, and hands on how it went
  /// exactly once: on this thread, or on another as soon as the timeout has passed.
  void call(
      String functionArn,
      Duration timeout,
      String sourceArn,
      byte[] event,
      Consumer<Outcome> then) {
    if (!permissions.allow(functionArn, sourceArn)) {
      LOG.warn(
          "API Gateway may not invoke {}: the template has no AWS::Lambda::Permission on it for {}",
          functionArn,
          sourceArn);
      then.accept(new Outcome.NotPermitted());
      return;
    }
    AtomicBoolean ended = new AtomicBoolean();
    Timer.Pending deadline =
        timer.after(
            timeout,
            () -> {
              if (ended.compareAndSet(false, true)) {
                Thread.startVirtualThread(() -> then.accept(new Outcome.TimedOut()));
              }
            });
    stats.count("gateway.invocations");
    Outcome outcome = invoke(functionArn, event);
    if (ended.compareAndSet(false, true)) {
      deadline.cancel();
      then.accept(outcome);
    }
  }

  private Outcome invoke(String functionArn, byte[] event) {
    try {
      return switch (functions.invoke(functionArn, event)) {
        case Invocation.Succeeded(byte[] payload) -> new Outcome.Answered(payload);
        case Invocation.Failed(String type, String message, byte[] _) -> {
          LOG.debug("{} failed with {}", functionArn, type);
          yield new Outcome.Failed(message);
        }
        case Invocation.Throttled(String message) -> new Outcome.Failed(message);
      };
    } catch (RuntimeException notInvoked) {
      LOG.warn("{} could not be invoked", functionArn, notInvoked);
      return new Outcome.Failed(String.valueOf(notInvoked.getMessage()));
    }
  }
}
