package app.firstbell.simulator.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that may come later.
public final class Promise<T> {
  private final List<Runnable> waiting = new ArrayList<>();
  private @Nullable T value;

  /// Keeps the promise; a second time changes nothing.
  public void keep(T kept) {
    if (value == null) {
      value = kept;
      waiting.forEach(Runnable::run);
    }
  }

  public boolean isKept() {
    return value != null;
  }

  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  void whenKept(Runnable then) {
    waiting.add(then);
  }
}
