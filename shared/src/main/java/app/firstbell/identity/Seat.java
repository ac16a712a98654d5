package app.firstbell.identity;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.organization.Computers;
import app.firstbell.presence.Computer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where an agent sits, and what they may do there: as it was when the ticket was issued. What
/// changes it later closes the agent's sockets.
///
/// @param session that the socket belongs to, and ends with
/// @param computer null when the console did not say
/// @param computers what becomes of the agent's sockets at other computers
/// @param permissions that count; all of them for an administrator
public record Seat(
    SessionId session,
    @Nullable Computer computer,
    Computers computers,
    Role role,
    Set<Permission> permissions) {
  public Seat {
    permissions = Set.copyOf(permissions);
  }

  /// The same seat where the agent is a guest.
  public Seat withoutRights() {
    return new Seat(session, computer, computers, Role.MEMBER, Set.of());
  }

  /// Whether this agent may look into every chat of the organization (C7).
  public boolean mayLookOn() {
    return role == Role.ADMIN;
  }
}
