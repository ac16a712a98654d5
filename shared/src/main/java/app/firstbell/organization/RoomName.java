package app.firstbell.organization;

/// A room as people see it: its id, and the name shown.
public record RoomName(RoomId id, String name) {
  /// The room that every organization has.
  public static final RoomName GENERAL = new RoomName(RoomId.GENERAL, "GENERAL");
}
