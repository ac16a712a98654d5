package app.firstbell.functions.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Pages of a list that is short enough to be read whole: an organization's members, rooms, keys.
final class Pages {
  private Pages() {}

  /// @param next the cursor of the next page; null at the end
  record Page<T>(List<T> items, @Nullable String next) {}

  /// The page that a request asks for.
  ///
  /// @param sorted all of them, by `position`
  /// @param position where an item stands in the order; no two stand at the same
  static <T> Page<T> of(Call call, List<T> sorted, Function<T, String> position) {
    Optional<String> after = call.after();
    List<T> rest =
        sorted.stream()
            .filter(item -> after.isEmpty() || position.apply(item).compareTo(after.get()) > 0)
            .toList();
    List<T> items = rest.stream().limit(call.limit()).toList();
    return new Page<>(
        items, items.size() < rest.size() ? call.next(position.apply(items.getLast())) : null);
  }
}
