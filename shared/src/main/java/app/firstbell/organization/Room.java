package app.firstbell.organization;

import java.time.Duration;

/// A room (also "hotline"): where chats ring, and for how long.
///
/// @param ringTime how long a chat rings before it is missed; 5 s to 15 min, the longest delay of
///   an SQS message
/// @param version counts the edits: 0 for a room that was never edited
public record Room(RoomName name, Duration ringTime, long version) {
  public static final Duration USUAL_RING_TIME = Duration.ofSeconds(45);

  public Room(RoomName name, Duration ringTime) {
    this(name, ringTime, 0);
  }

  public RoomId id() {
    return name.id();
  }

  /// The same room once it is edited.
  public Room edited() {
    return new Room(name, ringTime, version + 1);
  }

  /// @throws IllegalArgumentException when the ring time is out of range
  public Room {
    if (ringTime.compareTo(Duration.ofSeconds(5)) < 0
        || ringTime.compareTo(Duration.ofMinutes(15)) > 0) {
      throw new IllegalArgumentException(
          "expected ringSeconds from 5 to 900 for room "
              + name.id()
              + ", got "
              + ringTime.toSeconds());
    }
  }
}
