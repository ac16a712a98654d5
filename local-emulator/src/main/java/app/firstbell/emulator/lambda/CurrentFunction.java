package app.firstbell.emulator.lambda;

import app.firstbell.emulator.lambda.bridge.World;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which function a thread runs for. Threads that a handler makes inherit it, so what they print
/// and what the shared AWS SDK asks of the environment on them still belongs to the function.
final class CurrentFunction {
  private static final InheritableThreadLocal<@Nullable CurrentFunction> OF_THREAD =
      new InheritableThreadLocal<>();

  private final FunctionDefinition definition;
  private final World world;
  private volatile InvocationLog log = new InvocationLog();
  private volatile boolean ended;

  CurrentFunction(FunctionDefinition definition, World world) {
    this.definition = definition;
    this.world = world;
  }

  static Optional<CurrentFunction> get() {
    return Optional.ofNullable(OF_THREAD.get());
  }

  /// Binds this thread, and those it will start, to the function for good.
  void bindThread() {
    OF_THREAD.set(this);
  }

  /// Runs the emulator's own work on a function's thread: what it prints, and threads it makes, are
  /// not the function's, and classes it looks up by the thread's class loader are the emulator's.
  static <T> T outside(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    CurrentFunction inside = OF_THREAD.get();
    if (inside == null) {
      return work.get();
    }
    ClassLoader loader = thread.getContextClassLoader();
    OF_THREAD.remove();
    thread.setContextClassLoader(CurrentFunction.class.getClassLoader());
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(loader);
      OF_THREAD.set(inside);
    }
  }

  /// Says that the environment is over: what still runs in it, after a timeout, reaches nothing any
  /// more, as on AWS, which freezes it.
  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  FunctionDefinition definition() {
    return definition;
  }

  World world() {
    return world;
  }

  InvocationLog log() {
    return log;
  }

  void logTo(InvocationLog invocation) {
    log = invocation;
  }

  /// The world of whoever runs: for classes that several functions share.
  ///
  /// @param clock for threads that belong to no function
  static World worldOfThread(Clock clock) {
    return new World() {
      @Override
      public Map<String, String> environment() {
        CurrentFunction current = OF_THREAD.get();
        return current == null ? Map.of() : current.world.environment();
      }

      @Override
      public Clock clock() {
        return clock;
      }
    };
  }
}
