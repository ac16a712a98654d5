package app.firstbell.emulator.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Disturbs the order of each connection's messages on purpose: same seed, same messages, same
/// order.
final class Shuffler {
  private final InvocationOrder.Shuffled order;
  private final Timer timer;
  private final AtomicLong connections = new AtomicLong();
  private final Map<Connection, Held> held = new ConcurrentHashMap<>();

  private static final class Held {
    private final Random random;
    private List<Runnable> waiting = new ArrayList<>();

    Held(long seed) {
      random = new Random(seed);
    }
  }

  Shuffler(InvocationOrder.Shuffled order, Timer timer) {
    this.order = order;
    this.timer = timer;
  }

  /// Runs `start` later, before or after others of the same connection.
  void hold(Connection connection, Runnable start) {
    Held mine =
        held.computeIfAbsent(
            connection, _ -> new Held(order.seed() * 31 + connections.getAndIncrement()));
    List<Runnable> batch;
    int waiting;
    synchronized (mine) {
      batch = mine.waiting;
      batch.add(start);
      waiting = batch.size();
    }
    if (waiting >= order.window()) {
      release(mine, batch);
    } else if (waiting == 1) {
      timer.after(order.patience(), () -> release(mine, batch));
    }
  }

  void forget(Connection connection) {
    held.remove(connection);
  }

  // A batch is released by its own list, so that a late timer finds it gone.
  @SuppressWarnings("ReferenceEquality")
  private static void release(Held mine, List<Runnable> batch) {
    List<Runnable> shuffled;
    synchronized (mine) {
      if (mine.waiting != batch) {
        return;
      }
      mine.waiting = new ArrayList<>();
      shuffled = shuffled(batch, mine.random);
    }
    shuffled.forEach(Runnable::run);
  }

  static <T> List<T> shuffled(List<T> batch, Random random) {
    List<T> shuffled = new ArrayList<>(batch);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
