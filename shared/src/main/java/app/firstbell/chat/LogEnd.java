package app.firstbell.chat;

/// The head of a chat and the last entry of its log, read together.
public record LogEnd(Head head, Entry last) {}
