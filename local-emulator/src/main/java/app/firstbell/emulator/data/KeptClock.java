package app.firstbell.emulator.data;

import app.firstbell.emulator.time.EmulatorClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// How far the clock was moved, kept beside the data: due times and expiries are by the moved
/// clock, and would lie in the far future after a restart that forgot it.
final class KeptClock {
  private KeptClock() {}

  /// Moves the clock as far as it was when the directory was last used, and keeps its moves from
  /// now on.
  static void keep(EmulatorClock clock, Path directory) {
    Path file = directory.resolve("clock");
    try {
      Files.createDirectories(directory);
      if (Files.exists(file)) {
        Duration ahead = Duration.parse(Files.readString(file).strip()).minus(clock.offset());
        if (ahead.isPositive()) {
          clock.advance(ahead);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    clock.onAdvance(() -> write(file, clock.offset()));
  }

  private static void write(Path file, Duration offset) {
    try {
      Files.writeString(file, offset.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the clock in " + file, e);
    }
  }
}
