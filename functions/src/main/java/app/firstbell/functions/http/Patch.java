package app.firstbell.functions.http;

import java.util.Optional;

/// What a merge patch (RFC 7396) says of one field.
sealed interface Patch<T> {
  /// The field is not in the patch.
  record Keep<T>() implements Patch<T> {}

  /// The field is `null` in the patch.
  record Clear<T>() implements Patch<T> {}

  record Set<T>(T value) implements Patch<T> {}

  /// The field's value after the patch.
  default Optional<T> over(Optional<T> before) {
    return switch (this) {
      case Keep<T> _ -> before;
      case Clear<T> _ -> Optional.empty();
      case Set<T> set -> Optional.of(set.value());
    };
  }
}
