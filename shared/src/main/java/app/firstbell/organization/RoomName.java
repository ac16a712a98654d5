package app.firstbell.organization;

/// A room as people see it: its id, and the name shown.
public record RoomName(RoomId id, String name) {}
