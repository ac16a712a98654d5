package app.firstbell.dynamo;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of a record that is being read: what the Enhanced Client's schemas fill before the
/// record is made.
public final class Draft {
  private final Map<String, Object> values = new HashMap<>();

  public void put(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  /// @throws IllegalStateException when the item lacks the attribute
  public <T> T get(String name, Class<T> type) {
    T value = orNull(name, type);
    if (value == null) {
      throw new IllegalStateException("expected attribute " + name + " in a stored item");
    }
    return value;
  }

  public <T> @Nullable T orNull(String name, Class<T> type) {
    return type.cast(values.get(name));
  }
}
