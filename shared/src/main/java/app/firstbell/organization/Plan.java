package app.firstbell.organization;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a plan allows: data, not code (B1, A8).
///
/// @param id as it is stored and written, such as `free`
/// @param rooms which of an organization's rooms ring
/// @param chatsPerMonth how many chats a month it has; nothing when as many as there come
public record Plan(String id, String name, EffectiveRooms rooms, OptionalLong chatsPerMonth) {
  /// Which rooms ring.
  public enum EffectiveRooms {
    GENERAL_ONLY,
    ALL
  }

  public static final Plan FREE =
      new Plan("free", "Free", EffectiveRooms.GENERAL_ONLY, OptionalLong.of(500));
  public static final Plan BUSINESS =
      new Plan("business", "Business", EffectiveRooms.ALL, OptionalLong.empty());

  /// Every plan that is sold, the smallest first.
  public static final List<Plan> ALL =
      List.of(
          FREE,
          new Plan("team", "Team", EffectiveRooms.ALL, OptionalLong.of(2_000)),
          BUSINESS,
          new Plan(
              "business-maximumon",
              "Business with MaximumOn",
              EffectiveRooms.ALL,
              OptionalLong.empty()));

  public static Optional<Plan> of(String id) {
    return ALL.stream().filter(plan -> plan.id().equals(id)).findFirst();
  }

  /// The words for an error about a plan that does not exist.
  public static String words() {
    return String.join(", ", ALL.stream().map(Plan::id).toList());
  }

  /// Whether chats of `room` ring.
  public boolean rings(RoomId room) {
    return switch (rooms) {
      case ALL -> true;
      case GENERAL_ONLY -> room.equals(RoomId.GENERAL);
    };
  }

  public boolean isGeneralOnly() {
    return rooms == EffectiveRooms.GENERAL_ONLY;
  }
}
