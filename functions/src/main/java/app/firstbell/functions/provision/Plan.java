package app.firstbell.functions.provision;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.organization.Limits;
import app.firstbell.organization.Organization;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What is to be there: an organization, its rooms, its agents. Checked as a whole before anything
/// is written.
public record Plan(Organization organization, List<Room> rooms, List<Agent> agents) {
  /// An agent to be, with the password to sign in by.
  public record Agent(AgentCard card, String email, String password, List<RoomId> rooms) {
    @Override
    public String toString() {
      return "Agent[" + card.id() + "]";
    }
  }

  /// Reads the payload of the function.
  ///
  /// @throws IllegalArgumentException naming the first field that is not as it must be
  static Plan of(Map<String, Object> payload) {
    Payload root = new Payload("", payload);
    Payload org = root.object("organization");
    List<Room> rooms = root.objects("rooms").stream().map(Plan::room).toList();
    if (rooms.isEmpty()) {
      throw new IllegalArgumentException("rooms: expected at least one, got none");
    }
    Set<RoomId> ids = new HashSet<>();
    rooms.forEach(room -> ids.add(room.name().id()));
    List<Agent> agents = root.objects("agents").stream().map(one -> agent(one, ids)).toList();
    return new Plan(organization(org, rooms), rooms, agents);
  }

  private static Organization organization(Payload org, List<Room> rooms) {
    Payload limits = org.objectOr("limits", Map.of());
    int replyMinutes = org.numberOr("replyMinutes", 0);
    return new Organization(
        new TenantId(org.text("id")),
        org.text("name"),
        org.texts("sites"),
        new Limits(
            limits.numberOr("rate", Limits.USUAL.rate()),
            limits.numberOr("burst", Limits.USUAL.burst())),
        org.textOr("greeting", Organization.USUAL_GREETING),
        replyMinutes == 0 ? null : replyMinutes,
        rooms.stream().map(Room::name).toList());
  }

  private static Room room(Payload room) {
    RoomId id = new RoomId(room.text("id"));
    return new Room(
        new RoomName(id, room.textOr("name", id.value().toUpperCase(Locale.ROOT))),
        Duration.ofSeconds(room.numberOr("ringSeconds", (int) Room.USUAL_RING_TIME.toSeconds())));
  }

  private static Agent agent(Payload agent, Set<RoomId> known) {
    List<RoomId> rooms = agent.texts("rooms").stream().map(RoomId::new).toList();
    for (RoomId room : rooms) {
      if (!known.contains(room)) {
        throw new IllegalArgumentException(
            agent.path("rooms") + ": expected one of the plan's rooms, got " + room);
      }
    }
    return new Agent(
        new AgentCard(
            new AgentId(agent.text("id")),
            agent.text("name"),
            agent.textOrNull("photo"),
            agent.textOrNull("title"),
            agent.textOrNull("greeting")),
        agent.text("email").toLowerCase(Locale.ROOT),
        agent.text("password"),
        rooms);
  }
}
