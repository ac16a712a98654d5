package app.firstbell.proof.store;

import app.firstbell.proof.engine.Intercepted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// An engine that cancels transactions because another one was in the way, as DynamoDB does and
/// DynamoDB Local never (facts-billing section 4).
final class Conflicting {
  private final DynamoDbClient engine;
  private final IntPredicate cancels;
  private final When when;

  /// How many transactions were asked for so far.
  final AtomicInteger asked = new AtomicInteger();

  /// When a transaction is cancelled.
  enum When {
    /// Before anything of it is written: as DynamoDB does.
    BEFORE,
    /// After all of it is: a planted bug.
    AFTER
  }

  /// @param cancels whether the n-th transaction is cancelled, from 1
  Conflicting(DynamoDbClient engine, When when, IntPredicate cancels) {
    this.engine = engine;
    this.when = when;
    this.cancels = cancels;
  }

  DynamoDbClient client() {
    return Intercepted.engine(
        engine,
        (request, onward) -> {
          if (!(request instanceof TransactWriteItemsRequest all)
              || !cancels.test(asked.incrementAndGet())) {
            return onward.call(request);
          }
          if (when != When.BEFORE) {
            onward.call(all);
          }
          throw cancelled(all);
        });
  }

  /// In the way of the last write but one, such as a balance or an entry.
  private static TransactionCanceledException cancelled(TransactWriteItemsRequest request) {
    List<CancellationReason> reasons = new ArrayList<>();
    int size = request.transactItems().size();
    for (int i = 0; i < size; i++) {
      String code = i == Math.max(0, size - 2) ? "TransactionConflict" : "None";
      reasons.add(CancellationReason.builder().code(code).build());
    }
    return TransactionCanceledException.builder()
        .message("Transaction cancelled, please refer cancellation reasons for specific reasons")
        .cancellationReasons(reasons)
        .build();
  }
}
