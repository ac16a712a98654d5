package app.firstbell.emulator.lambda;

import app.firstbell.emulator.lambda.bridge.World;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which function a thread runs for. Threads that a handler makes inherit it, so what they print
// and what the shared
/// AWS SDK asks of the environment on them still belongs to the function.
final class CurrentFunction {
  private static final InheritableThreadLocal<@Nullable CurrentFunction> OF_THREAD =
      new InheritableThreadLocal<>();

  private final FunctionDefinition definition;
  private final World world;
  private volatile InvocationLog log = new InvocationLog();

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
