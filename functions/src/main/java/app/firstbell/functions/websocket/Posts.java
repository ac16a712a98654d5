package app.firstbell.functions.websocket;

import app.firstbell.presence.ConnectionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

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
    Set<ConnectionId> to = new HashSet<>(connections);
    Set<ConnectionId> gone = ConcurrentHashMap.newKeySet();
    if (to.size() <= 1) {
      to.forEach(connection -> post(connection, frame, gone));
      return gone;
    }
    Semaphore places = new Semaphore(AT_A_TIME);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ConnectionId connection : to) {
        each.execute(() -> {
          places.acquireUninterruptibly();
          try {
            post(connection, frame, gone);
          } finally {
            places.release();
          }
        });
      }
    }
    return gone;
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
