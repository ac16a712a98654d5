package app.firstbell.functions.town;

import app.firstbell.functions.websocket.Wire;
import app.firstbell.json.Json;
import app.firstbell.json.JsonValue;
import app.firstbell.presence.ConnectionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Connections that only remember what was sent to them.
public final class Wires implements Wire {
  private final Map<String, List<String>> sent = new ConcurrentHashMap<>();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Override
  public Delivery post(ConnectionId to, String frame) {
    if (gone.contains(to.value())) {
      return Delivery.GONE;
    }
    sent.computeIfAbsent(to.value(), _ -> new CopyOnWriteArrayList<>()).add(frame);
    return Delivery.SENT;
  }

  @Override
  public Delivery close(ConnectionId connection) {
    if (!gone.add(connection.value())) {
      return Delivery.GONE;
    }
    closed.add(connection.value());
    return Delivery.SENT;
  }

  /// The connection is gone, and nobody has told.
  public void vanish(String connection) {
    gone.add(connection);
  }

  public List<String> closed() {
    return closed;
  }

  /// Frames of a type that a connection was sent.
  public List<JsonValue.Obj> sent(String connection, String type) {
    return sent.getOrDefault(connection, List.of()).stream()
        .map(Json::object)
        .filter(frame -> frame.text("type").orElse("").equals(type))
        .toList();
  }
}
