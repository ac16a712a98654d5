package app.firstbell.functions.http;

import app.firstbell.agent.Member;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Room;
import java.util.Comparator;
import java.util.List;

/// Rooms as the API writes them.
final class RoomJson {
  private RoomJson() {}

  /// @param members the organization's active ones, of whom those are written who serve the room
  static void write(JsonObjectWriter json, Plan plan, Room room, List<Member> members) {
    List<Member> agents =
        members.stream()
            .filter(member -> member.rooms().contains(room.id()))
            .sorted(Comparator.comparing(Member::name))
            .toList();
    json.text("id", room.id().value())
        .text("name", room.name().name())
        .number("ringSeconds", room.ringTime().toSeconds())
        .objects(
            "agents",
            agents,
            (one, agent) -> one.text("id", agent.id().value()).text("name", agent.name()))
        .bool("effective", plan.rings(room.id()))
        .number("version", room.version())
        .text("etag", RoomTag.of(room, members));
  }
}
