package app.firstbell.chat;

/// What came of a message.
public sealed interface Written {
  /// It stands in the log now.
  record Stored(Head head, Entry entry) implements Written {}

  /// It stood there already: the same answer as the first time. Whoever wrote it may have died
  /// before the others were told.
  record Repeated(Head head, Entry entry) implements Written {}

  record NotFound() implements Written {}

  record Over() implements Written {}

  /// The writer sends without waiting for answers, more than its burst: nothing was written.
  record TooFast() implements Written {}

  /// @param last the last number of the log, which is before the one that the writer says to have
  ///   seen
  record Ahead(long last) implements Written {}
}
