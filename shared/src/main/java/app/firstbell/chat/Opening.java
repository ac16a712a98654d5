package app.firstbell.chat;

/// What came of opening a chat.
public sealed interface Opening {
  record Opened() implements Opening {}

  /// This very chat was opened before.
  record Repeated() implements Opening {}

  /// The visitor's current chat is another than was thought: look again.
  record OtherChat() implements Opening {}
}
