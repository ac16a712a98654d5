package app.firstbell.proof.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A closed loop: so many workers, each takes the next free connection, does one thing on it, and
/// puts it back. So all connections are used in turn while no more than the workers' number are
/// busy at once.
final class Loop {
  /// One thing done on one connection.
  interface Step<C> {
    void on(C connection) throws Exception;
  }

  /// @param perSecond how often, over the measured time
  /// @param times of each
  record Outcome(double perSecond, Times times) {}

  private Loop() {}

  /// @param warmUp runs before the measured time, as the measured time does
  static <C> Outcome run(
      List<C> connections, int workers, Duration warmUp, Duration measured, Step<C> step)
      throws InterruptedException, ExecutionException {
    BlockingQueue<C> free = new ArrayBlockingQueue<>(connections.size(), false, connections);
    long begin = System.nanoTime() + warmUp.toNanos();
    long end = begin + measured.toNanos();
    Times times = new Times();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < Math.min(workers, connections.size()); i++) {
        work.add(
            threads.submit(() -> {
              for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                C connection = free.take();
                long sent = System.nanoTime();
                step.on(connection);
                long done = System.nanoTime();
                if (sent >= begin && done <= end) {
                  times.add(done - sent);
                }
                free.put(connection);
              }
              return null;
            }));
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
    return new Outcome(times.count() / (measured.toNanos() / 1e9), times);
  }
}
