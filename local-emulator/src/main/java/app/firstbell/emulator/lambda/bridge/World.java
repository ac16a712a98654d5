package app.firstbell.emulator.lambda.bridge;

import java.time.Clock;
import java.util.Map;

/// What a function sees of the world: its own environment variables, and the emulator's clock.
public interface World {
  Map<String, String> environment();

  Clock clock();

  /// A class loader whose classes live in a world of their own.
  interface Holder {
    World world();
  }
}
