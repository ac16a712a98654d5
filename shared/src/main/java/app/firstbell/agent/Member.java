package app.firstbell.agent;

import app.firstbell.organization.RoomId;
import java.util.List;

/// A member of an organization who answers chats.
///
/// @param email lower case
/// @param passwordHash Argon2id with its parameters, as [app.firstbell.identity.Passwords] writes
///   it
/// @param rooms the rooms that ring this agent
public record Member(AgentCard card, String email, String passwordHash, List<RoomId> rooms) {
  public Member {
    rooms = List.copyOf(rooms);
  }

  @Override
  public String toString() {
    return "Member[" + card.id() + "]";
  }
}
