package app.firstbell.emulator.gateway;

import app.firstbell.emulator.time.EmulatorClock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All live connections, and the two rules of time that end them: 10 minutes without traffic in
/// either direction, and 2 hours of life. One look over all of them ten times a second, and at once
/// when the clock is moved.
final class Connections {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Map<String, Connection> live = new ConcurrentHashMap<>();
  private final EmulatorClock clock;
  private final Quotas quotas;

  Connections(EmulatorClock clock, Quotas quotas, Timer timer) {
    this.clock = clock;
    this.quotas = quotas;
    timer.every(LOOK_EVERY, this::endOverdue);
    clock.onAdvance(this::endOverdue);
  }

  void add(Connection connection) {
    live.put(connection.id(), connection);
  }

  /// @return false when it was gone already
  boolean remove(Connection connection) {
    return live.remove(connection.id(), connection);
  }

  Optional<Connection> find(String apiId, String stage, String connectionId) {
    return Optional.ofNullable(live.get(connectionId))
        .filter(c -> c.caller().apiId().equals(apiId) && c.caller().stage().name().equals(stage));
  }

  Collection<Connection> all() {
    return live.values();
  }

  private void endOverdue() {
    long now = clock.millis();
    long idleSince = now - quotas.idle().toMillis();
    long bornBefore = now - quotas.life().toMillis();
    for (Connection connection : live.values()) {
      boolean overdue =
          connection.lastActiveAt() <= idleSince || connection.caller().connectedAt() <= bornBefore;
      if (overdue) {
        connection.close(Closing.GOING_AWAY);
      }
    }
  }
}
