package app.firstbell.ledger;

import app.firstbell.dynamo.Row;
import java.util.Optional;

/// What came of a posting. Only [Done] has written anything.
public sealed interface Posted {
  /// All of it is written, with what was to be written beside it.
  record Done(Posting posting) implements Posted {}

  /// It was posted before.
  ///
  /// @param posting as it was written then
  record Repeated(Posting posting) implements Posted {}

  /// Another posting has this id.
  record KeyReused() implements Posted {}

  /// The account would fall below its floor; or more would be paid back than is the organization's
  /// own, or more than its debt be paid.
  ///
  /// @param available what there is, reserved amounts not among it
  /// @param floor below which it may not fall: zero, or for a postpaid wallet its limit negated
  record Short(LedgerAccount account, Amount available, Amount floor) implements Posted {}

  /// There is no such account in this unit: it was never opened, or it was closed with its
  /// organization. It is not made by accident.
  record NoAccount(LedgerAccount account) implements Posted {}

  /// The condition of a write beside the posting does not hold.
  ///
  /// @param index among the writes given
  /// @param found the item in the way, if that write asked for it
  record Refused(int index, Optional<Row> found) implements Posted {}
}
