package app.firstbell.ledger;

/// What came of settling a hold. Only [Done] has written anything.
public sealed interface Settled {
  /// The hold is posted, or released.
  record Done(Hold hold) implements Settled {}

  /// It was settled in the same way before.
  record Already(Hold hold) implements Settled {}

  /// It was settled in the other way before, and stays so.
  record Refused(Hold hold) implements Settled {}

  /// There is no such hold: no operator had the chat.
  record Absent() implements Settled {}
}
