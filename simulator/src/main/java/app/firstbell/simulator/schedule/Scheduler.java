package app.firstbell.simulator.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Lets one task run at a time, in the order of virtual time. Whoever waits hands the baton to
/// whoever is next; nobody else's code runs meanwhile, so a run is a function of its seed.
///
/// Time moves only when everybody waits: an hour without events passes at once.
public final class Scheduler implements InstantSource {
  /// Ends the tasks that are left when a run is over.
  private static final class Over extends Error {
    private Over() {
      super("the run is over", null, false, false);
    }
  }

  /// A moment, and what is to go on then. Of one moment, chance decides who goes first.
  private record Wake(
      long at, int tie, long number, @Nullable Task task, long turn, @Nullable Runnable event)
      implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      int byTime = Long.compare(at, other.at);
      int byChance = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
      return byChance != 0 ? byChance : Long.compare(number, other.number);
    }
  }

  private final Instant began;
  private final Dice dice;
  private final Dice ties;
  private final long mostSteps;
  private final PriorityQueue<Wake> queue = new PriorityQueue<>();
  private final List<Task> tasks = new ArrayList<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private long now;
  private long number;
  private long steps;
  private @Nullable Task current;
  private @Nullable Throwable failure;
  private boolean stopping;

  /// @param mostSteps after which a run counts as one that does not end
  public Scheduler(Instant began, Dice dice, long mostSteps) {
    this.began = began;
    this.dice = dice;
    this.ties = dice.fork("ties");
    this.mostSteps = mostSteps;
  }

  @Override
  public Instant instant() {
    return began.plusNanos(now * 1000);
  }

  @Override
  public long millis() {
    return instant().toEpochMilli();
  }

  /// Microseconds since the run began.
  public long micros() {
    return now;
  }

  /// A new task that begins after a while.
  public Task spawn(String name, long micros, Runnable body) {
    Task[] itself = new Task[1];
    Task task = new Task(name, dice.fork(name), () -> run(itself[0], body));
    itself[0] = task;
    tasks.add(task);
    push(micros, task, null);
    return task;
  }

  /// Something short that happens after a while, and waits for nothing.
  public void at(long micros, Runnable event) {
    push(micros, null, event);
  }

  /// The task whose code runs. Threads that a task starts itself have none.
  public @Nullable Task current() {
    Task task = current;
    return task != null && task.isThis() ? task : null;
  }

  /// The task that has the baton, also when a thread of its own asks.
  public @Nullable Task holder() {
    return current;
  }

  /// The running task waits.
  public void sleep(long micros) {
    Task me = me();
    push(micros, me, null);
    handOver(me);
  }

  /// Waits until `promise` is kept or time is up.
  ///
  /// @return whether it was kept
  public boolean await(Promise<?> promise, long micros) {
    if (promise.isKept()) {
      return true;
    }
    Task me = me();
    long turn = me.turn();
    promise.whenKept(() -> {
      if (me.turn() == turn) {
        push(0, me, null);
      }
    });
    push(micros, me, null);
    handOver(me);
    return promise.isKept();
  }

  /// Runs until nothing is left to happen.
  ///
  /// @throws IllegalStateException when a task failed, or the run does not end
  public void run() {
    Task next = next();
    if (next == null) {
      return;
    }
    next.resume();
    try {
      finished.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
    if (failure != null) {
      throw failure instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException("a task died: " + failure, failure);
    }
  }

  /// Ends the run with this failure.
  public void fail(RuntimeException reason) {
    if (failure == null) {
      failure = reason;
    }
    stopping = true;
  }

  private void run(Task task, Runnable body) {
    try {
      if (!stopping) {
        body.run();
      }
    } catch (Crash | Over end) {
      // The process is gone; whoever waits for it finds out by waiting.
    } catch (Throwable died) {
      if (failure == null) {
        failure = died;
      }
      stopping = true;
    } finally {
      task.end();
      Task next = next();
      if (next == null) {
        finished.countDown();
      } else {
        next.resume();
      }
    }
  }

  private void handOver(Task me) {
    Task next = next();
    if (next == me) {
      me.skip();
    } else if (next != null) {
      next.resume();
      me.pause();
    } else {
      throw new IllegalStateException("everybody waits for ever");
    }
    if (stopping) {
      throw new Over();
    }
  }

  /// Whose turn it is; null when all is over. Events happen on the way.
  private @Nullable Task next() {
    while (!stopping) {
      Wake wake = queue.poll();
      if (wake == null) {
        break;
      }
      if (++steps > mostSteps) {
        fail(new IllegalStateException("the run does not end: " + steps + " steps"));
        break;
      }
      now = Math.max(now, wake.at());
      Task task = wake.task();
      if (task == null) {
        Runnable event = wake.event();
        if (event != null) {
          current = null;
          happen(event);
        }
      } else if (task.turn() == wake.turn()) {
        current = task;
        return task;
      }
    }
    for (Task task : tasks) {
      if (task.isAlive()) {
        stopping = true;
        current = task;
        return task;
      }
    }
    return null;
  }

  private void happen(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException failed) {
      fail(failed);
    }
  }

  private void push(long micros, @Nullable Task task, @Nullable Runnable event) {
    queue.add(
        new Wake(
            now + Math.max(0, micros),
            ties.below(1 << 30),
            number++,
            task,
            task == null ? 0 : task.turn(),
            event));
  }

  private Task me() {
    Task me = current();
    if (me == null) {
      throw new IllegalStateException("only a task of the scheduler can wait");
    }
    return me;
  }
}
