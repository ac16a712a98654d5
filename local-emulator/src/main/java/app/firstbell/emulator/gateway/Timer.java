package app.firstbell.emulator.gateway;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's one timer thread, on real time. Tasks must be short: who has to wait starts a
/// virtual thread.
final class Timer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("gateway-timer").daemon().factory());

  Timer() {
    executor.setRemoveOnCancelPolicy(true);
  }

  /// A task that will run unless it is cancelled.
  interface Pending {
    void cancel();
  }

  /// Runs the task once. After [#close] it never runs.
  Pending after(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> future =
          executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  void every(Duration period, Runnable task) {
    long millis = period.toMillis();
    ScheduledFuture<?> _ =
        executor.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  // An exception would end a repeated task without a word.
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException broken) {
        LOG.error("a task of the gateway's timer failed", broken);
      }
    };
  }

  /// What was to run once still runs at its time; nothing repeats and nothing new begins.
  @Override
  public void close() {
    executor.shutdown();
  }
}
