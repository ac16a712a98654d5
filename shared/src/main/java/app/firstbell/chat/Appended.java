package app.firstbell.chat;

/// What came of putting an entry at a number.
public sealed interface Appended {
  record Stored(Entry entry) implements Appended {}

  /// Another entry lies there.
  record Taken(Entry there) implements Appended {}
}
