package app.firstbell.emulator.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The execution environments of one function: the one used last is used next, a new one is made
/// when all are busy.
///
/// Lambda makes a new environment at once. On a machine with few cores a burst would then spend its
/// time on making handlers, so beyond a few environments an invocation first waits a moment for one
/// to come free, as it would wait for a cold start there; one that stays blocked gets a new one
/// after that. Environments of a function are made one after another.
final class EnvironmentPool {
  private static final int MADE_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Duration INIT_PATIENCE = Duration.ofSeconds(60);

  private final CurrentFunctionFactory contexts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> all = new HashSet<>();
  private @Nullable ClassLoader loader;
  private boolean making;
  private int made;

  /// Gives a new environment its context, and the function its class loader.
  interface CurrentFunctionFactory {
    CurrentFunction context();

    ClassLoader loader();
  }

  EnvironmentPool(CurrentFunctionFactory contexts) {
    this.contexts = contexts;
  }

  /// The handler could not be made.
  static final class InitFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final Throwable why;

    InitFailed(Throwable why) {
      super(why);
      this.why = why;
    }

    Throwable why() {
      return why;
    }
  }

  /// An environment for one invocation; give it back by [#release] or [#discard].
  ///
  /// @param log takes what the handler prints while it is made
  ExecutionEnvironment acquire(InvocationLog log) throws InitFailed, InterruptedException {
    lock.lock();
    try {
      long patience = MOMENT.toNanos();
      while (true) {
        ExecutionEnvironment free = idle.pollLast();
        if (free != null) {
          return free;
        }
        if (!making && (all.size() < MADE_AT_ONCE || patience <= 0)) {
          making = true;
          break;
        }
        if (patience > 0) {
          patience = changed.awaitNanos(patience);
        } else {
          changed.await();
        }
      }
    } finally {
      lock.unlock();
    }
    return make(log);
  }

  private ExecutionEnvironment make(InvocationLog log) throws InitFailed, InterruptedException {
    Throwable failure = new IllegalStateException("interrupted while the environment was made");
    ExecutionEnvironment environment = null;
    try {
      if (loader == null) {
        loader = contexts.loader();
      }
      environment = new ExecutionEnvironment(contexts.context(), loader, ++made);
      failure = environment.start(log, INIT_PATIENCE);
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      made(environment, failure);
    }
    if (failure != null || environment == null) {
      throw new InitFailed(failure == null ? new IllegalStateException("no environment") : failure);
    }
    return environment;
  }

  private void made(@Nullable ExecutionEnvironment environment, @Nullable Throwable failure) {
    lock.lock();
    try {
      making = false;
      if (failure != null || environment == null) {
        if (environment != null) {
          environment.end();
        }
        // A class whose initializer failed stays broken in its loader: Lambda's next try begins
        // afresh.
        loader = all.isEmpty() ? null : loader;
      } else {
        all.add(environment);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void release(ExecutionEnvironment environment) {
    lock.lock();
    try {
      idle.addLast(environment);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void discard(ExecutionEnvironment environment) {
    environment.end();
    lock.lock();
    try {
      all.remove(environment);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return all.size();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      all.forEach(ExecutionEnvironment::end);
      all.clear();
      idle.clear();
    } finally {
      lock.unlock();
    }
  }
}
