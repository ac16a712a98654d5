package app.firstbell.emulator.lambda;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One instance of a handler and the thread that calls it: serves one invocation at a time.
final class ExecutionEnvironment {
  static final int MOST_PAYLOAD_BYTES = 6 * 1024 * 1024;

  private final FunctionDefinition function;
  private final CurrentFunction current;
  private final Thread thread;
  private final CompletableFuture<EntryPoint> ready = new CompletableFuture<>();
  private volatile @Nullable Job next;
  private volatile boolean ended;

  private record Job(byte[] event, LambdaContext context, CompletableFuture<Invocation> answer) {}

  /// Starts making the handler on the environment's own thread.
  ExecutionEnvironment(CurrentFunction current, ClassLoader loader, int number) {
    this.function = current.definition();
    this.current = current;
    this.thread =
        Thread.ofPlatform()
            .name(function.logicalId() + "-" + number)
            .daemon()
            .unstarted(() -> live(loader));
    thread.setContextClassLoader(loader);
  }

  /// Waits for the handler to be made.
  ///
  /// @return nothing when it is ready, else why it could not be made
  @Nullable Throwable start(InvocationLog log, Duration patience) throws InterruptedException {
    current.logTo(log);
    thread.start();
    try {
      ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException e) {
      end();
      return e;
    }
  }

  private void live(ClassLoader loader) {
    current.bindThread();
    EntryPoint handler;
    try {
      handler = EntryPoint.load(function.handler(), loader);
    } catch (Throwable e) {
      ready.completeExceptionally(e);
      return;
    }
    ready.complete(handler);
    while (!ended) {
      Job job = next;
      if (job == null) {
        LockSupport.park(this);
      } else {
        next = null;
        job.answer().complete(call(handler, job));
      }
    }
  }

  private static Invocation call(EntryPoint handler, Job job) {
    try {
      byte[] payload = handler.call(job.event(), job.context());
      if (payload.length > MOST_PAYLOAD_BYTES) {
        return LambdaError.of(
            "Function.ResponseSizeTooLarge",
            "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
      }
      return new Invocation.Succeeded(payload);
    } catch (Throwable e) {
      return LambdaError.of(e);
    }
  }

  /// Runs one invocation.
  ///
  /// @return nothing when the function's timeout passed; the environment is of no more use then
  @Nullable Invocation run(byte[] event, LambdaContext context) throws InterruptedException {
    Job job = new Job(event, context, new CompletableFuture<>());
    current.logTo(context.log());
    next = job;
    LockSupport.unpark(thread);
    try {
      return job.answer().get(function.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      end();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an invocation always ends with an answer", e);
    }
  }

  /// Ends the environment; a handler that is still at work is interrupted, and calls AWS no more.
  void end() {
    ended = true;
    current.end();
    thread.interrupt();
    LockSupport.unpark(thread);
  }
}
