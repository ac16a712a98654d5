package app.firstbell.functions.websocket;

import app.firstbell.presence.ConnectionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Sends one frame to many connections at once, each on a virtual thread, at most 32 at a time.
public final class Posts {
  private static final int AT_A_TIME = 32;
  private final Wire wire;

  public Posts(Wire wire) {
    this.wire = wire;
  }

  /// Sends a frame to all, and waits until each is sent or given up.
  ///
  /// @return the connections that turned out to be gone
  public Set<ConnectionId> toAll(Collection<ConnectionId> connections, String frame) {
    Set<ConnectionId> gone = ConcurrentHashMap.newKeySet();
    toEach(connections, connection -> post(connection, frame, gone));
    return gone;
  }

  /// Says goodbye to all and closes them, and waits until it is done. Those that are gone already
  /// stay gone, so a repeat does no harm.
  ///
  /// @return those that could not be closed
  public Set<ConnectionId> dismiss(Collection<ConnectionId> connections, Bye why) {
    Set<ConnectionId> failed = ConcurrentHashMap.newKeySet();
    String bye = Push.bye(why);
    toEach(
        connections,
        connection -> {
          if (wire.post(connection, bye) != Wire.Delivery.GONE
              && wire.close(connection) == Wire.Delivery.FAILED) {
            failed.add(connection);
          }
        });
    return failed;
  }

  private static void toEach(Collection<ConnectionId> connections, Consumer<ConnectionId> message) {
    Set<ConnectionId> to = new HashSet<>(connections);
    if (to.size() <= 1) {
      to.forEach(message);
      return;
    }
    Semaphore places = new Semaphore(AT_A_TIME);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ConnectionId connection : to) {
        each.execute(() -> {
          places.acquireUninterruptibly();
          try {
            message.accept(connection);
          } finally {
            places.release();
          }
        });
      }
    }
  }

  /// Sends a frame to one.
  public Set<ConnectionId> to(ConnectionId connection, String frame) {
    return toAll(Set.of(connection), frame);
  }

  private void post(ConnectionId connection, String frame, Set<ConnectionId> gone) {
    if (wire.post(connection, frame) == Wire.Delivery.GONE) {
      gone.add(connection);
    }
  }
}
