package app.firstbell.transaction;

import app.firstbell.dynamo.Row;
import java.util.Optional;

/// What came of a transaction.
public sealed interface Outcome {
  /// Everything is written.
  record Committed() implements Outcome {}

  /// Nothing was written now: the same request was committed before, with this answer.
  record Replayed(Answer answer) implements Outcome {}

  /// Nothing was written: another request was committed under the same key.
  record KeyReused() implements Outcome {}

  /// Nothing was written: the condition of a write does not hold.
  ///
  /// @param index of the first such write, as they were given
  /// @param found the item that is in the way; empty when there is none, or when the write did not
  ///   ask for it by `ALL_OLD`
  record Refused(int index, Optional<Row> found) implements Outcome {}
}
