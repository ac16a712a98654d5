package app.firstbell.chat;

/// What came of a change of a chat's stage.
public sealed interface Change {
  record Done(Head head, Entry entry) implements Change {}

  /// The chat has moved on; `now` is where it stood when the condition failed.
  record Overtaken(Head now) implements Change {}

  /// What was to be written along with it was refused; the chat is as it was.
  record Unpaid() implements Change {}

  /// The guard held, but a message took the number: try again behind it.
  record PlaceTaken() implements Change {}
}
