package app.firstbell.functions.http;

import app.firstbell.agent.Member;
import app.firstbell.identity.Digest;
import app.firstbell.organization.Room;
import java.util.List;
import java.util.stream.Collectors;

/// What a room's `ETag` has in quotes: its version, and a digest of the ids of those who serve it,
/// since a member's own edit changes who serves a room and not the room. Such as
/// `7-e3b0c44298fc1c14`.
final class RoomTag {
  /// Two lists that differ are told apart; nobody gains by making two that are not.
  private static final int DIGITS = 16;

  private RoomTag() {}

  /// @param members the organization's, of whom those count who serve the room
  static String of(Room room, List<Member> members) {
    String serving =
        members.stream()
            .filter(member -> member.rooms().contains(room.id()))
            .map(member -> member.id().value())
            .sorted()
            .collect(Collectors.joining(","));
    return room.version() + "-" + Digest.hex(serving).substring(0, DIGITS);
  }
}
