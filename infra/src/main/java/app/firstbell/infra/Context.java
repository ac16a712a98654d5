package app.firstbell.infra;

import java.util.Optional;

/// Values that the person who synthesizes gives with `-c name=value`.
@FunctionalInterface
public interface Context {
  /// The value, or nothing when it was not given.
  Optional<String> value(String name);
}
