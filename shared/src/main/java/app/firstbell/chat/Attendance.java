package app.firstbell.chat;

import app.firstbell.presence.ConnectionId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The connections by which one party is in a chat.
///
/// @param epoch counts how often the party came or was lost; a timer made for another epoch does
///   nothing
/// @param goneSince since when no connection is left; null while the party is there
public record Attendance(Set<ConnectionId> connections, long epoch, @Nullable Instant goneSince) {
  public Attendance {
    connections = Set.copyOf(connections);
  }

  /// Nobody yet: the agent's side while it rings.
  public static final Attendance NONE = new Attendance(Set.of(), 0, null);

  public static Attendance of(ConnectionId first) {
    return new Attendance(Set.of(first), 0, null);
  }
}
