package app.firstbell.presence;

import app.firstbell.agent.AgentId;
import java.time.Instant;

/// An agent at one computer, in one room.
///
/// @param until when it counts no more, should nobody have told of the connection's end
public record Presence(
    AgentId agent,
    Computer computer,
    String name,
    ConnectionId connection,
    Show show,
    Instant until) {
  /// Whether a new chat rings here.
  public boolean rings(Instant now) {
    return show == Show.ONLINE && isConnected(now);
  }

  /// Whether this console is there to hear that a ring has stopped.
  public boolean isConnected(Instant now) {
    return show != Show.OFFLINE && until.isAfter(now);
  }
}
