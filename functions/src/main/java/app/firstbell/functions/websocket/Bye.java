package app.firstbell.functions.websocket;

import java.util.Locale;

/// Why the server closes a connection.
public enum Bye {
  /// It sent too much, and went on when told.
  TOO_FREQUENT,
  /// The agent's session goes on at another computer.
  ELSEWHERE,
  /// The session was ended, or its agent may not be here any more.
  REVOKED,
  /// The organization is suspended, or is no more.
  SUSPENDED,
  /// What the agent may do, or which rooms ring, was changed: come back with a new ticket.
  CHANGED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
