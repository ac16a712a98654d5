package app.firstbell.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A change: its writes, each with its condition, and what is told of it.
///
/// @param repeat the answer to keep for a repeat, and under which key
public record Transaction(List<TransactWriteItem> writes, List<Act> acts, Optional<Repeat> repeat) {
  /// DynamoDB takes at most 100 in one transaction.
  static final int MOST = 100;

  /// @param answer what the first request is answered, and every repeat of it
  public record Repeat(Idempotency idempotency, Answer answer) {}

  /// @throws IllegalArgumentException when there are too many writes for one transaction
  public Transaction {
    writes = List.copyOf(writes);
    acts = List.copyOf(acts);
    int all = writes.size() + acts.size() + (repeat.isPresent() ? 1 : 0);
    if (all > MOST) {
      throw new IllegalArgumentException(
          "expected at most " + MOST + " writes in one transaction, got " + all);
    }
  }

  public static Transaction of(List<TransactWriteItem> writes, Act act) {
    return new Transaction(writes, List.of(act), Optional.empty());
  }

  /// A change of which the audit log need not know, such as a new refresh token.
  public static Transaction untold(List<TransactWriteItem> writes) {
    return new Transaction(writes, List.of(), Optional.empty());
  }

  public Transaction with(Repeat kept) {
    return new Transaction(writes, acts, Optional.of(kept));
  }

  /// The same with another act, told in the same or in another organization.
  public Transaction and(Act act) {
    List<Act> more = new ArrayList<>(acts);
    more.add(act);
    return new Transaction(writes, more, repeat);
  }
}
