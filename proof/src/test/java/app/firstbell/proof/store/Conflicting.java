package app.firstbell.proof.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (arguments != null
              && arguments.length == 1
              && arguments[0] instanceof Consumer<?>
              && method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          boolean isCancelled =
              arguments != null
                  && arguments[0] instanceof TransactWriteItemsRequest
                  && cancels.test(asked.incrementAndGet());
          if (isCancelled && when == When.BEFORE) {
            throw cancelled((TransactWriteItemsRequest) arguments[0]);
          }
          try {
            Object answer = method.invoke(engine, arguments);
            if (isCancelled) {
              throw cancelled((TransactWriteItemsRequest) arguments[0]);
            }
            return answer;
          } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
          }
        };
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, handler);
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
