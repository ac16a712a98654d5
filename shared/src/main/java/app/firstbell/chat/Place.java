package app.firstbell.chat;

/// Where a message goes, as far as one look at the end of the log can tell.
public sealed interface Place {
  /// Put it at `seq`, on condition that the place is free.
  record Next(long seq) implements Place {}

  /// The writer has not seen `from` to `to`; the message may stand there already. If not, it goes
  /// behind them.
  record LookFirst(long from, long to) implements Place {}

  /// It stands there already: answer with that number and change nothing.
  record Stored(Entry entry) implements Place {}

  /// What was read may be old: look again, consistently, before refusing.
  record ReadAgain() implements Place {}

  /// There is no such chat for this caller.
  record NotFound() implements Place {}

  /// The writer is further behind its own last message than it may send at once: it does not wait
  /// for answers.
  record TooFast() implements Place {}

  /// The chat is over.
  record Over() implements Place {}

  /// The writer says to have seen a number that the log has not.
  record Ahead(long last) implements Place {}
}
