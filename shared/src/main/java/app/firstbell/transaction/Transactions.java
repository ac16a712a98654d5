package app.firstbell.transaction;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// Commits changes to the table `Accounts`.
///
/// Low-level calls, for the Enhanced Client does not hand out the items of failed conditions, which
/// here are the answer: what the first request under a key was answered, and who was quicker.
public final class Transactions {
  private static final String FAILED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";
  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  public Transactions(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  /// The answer that was given to a request before, if any: looked up before the work, so that a
  /// repeat does not meet its own effect as an obstacle.
  public Optional<Outcome> replay(Idempotency idempotency) {
    return Row.of(
            contention
                .retrying(() ->
                    client.getItem(
                        get -> get.tableName(table).key(idempotency.key()).consistentRead(true)))
                .item())
        .filter(idempotency::isCurrent)
        .map(idempotency::judge);
  }

  /// Writes all or nothing. A repeat under the same idempotency key writes nothing and gets the
  /// first answer, also when both come at once.
  ///
  /// @throws app.firstbell.dynamo.BusyException when other writers were in the way nine times
  public Outcome commit(Transaction transaction) {
    List<TransactWriteItem> all = new ArrayList<>();
    transaction.repeat().ifPresent(repeat -> all.add(keeping(repeat)));
    int first = all.size();
    all.addAll(transaction.writes());
    transaction.acts().forEach(act -> all.add(put(act.item(), "attribute_not_exists(pk)")));
    try {
      contention.retrying(() -> write(all));
      return new Outcome.Committed();
    } catch (TransactionCanceledException cancelled) {
      return outcome(transaction, first, cancelled);
    }
  }

  /// Writes, or fails. The first write is the identity of what is done: a key of idempotency, or a
  /// posting. While another transaction is busy with that, a failed condition beside it is no
  /// answer, for it may be the work of the same request, of which this one is the repeat.
  private TransactWriteItemsResponse write(List<TransactWriteItem> all) {
    try {
      return client.transactWriteItems(write -> write.transactItems(all));
    } catch (TransactionCanceledException cancelled) {
      List<CancellationReason> reasons = cancelled.cancellationReasons();
      if (!reasons.isEmpty() && CONFLICT.equals(reasons.getFirst().code())) {
        throw TransactionConflictException.builder()
            .message("another transaction is busy with the first write")
            .cause(cancelled)
            .build();
      }
      throw cancelled;
    }
  }

  private static Outcome outcome(
      Transaction transaction, int first, TransactionCanceledException cancelled) {
    List<CancellationReason> reasons = cancelled.cancellationReasons();
    // The key of a repeat comes first: whatever else fails then, fails because of the first one.
    if (first == 1 && !reasons.isEmpty() && FAILED.equals(reasons.getFirst().code())) {
      Idempotency idempotency = transaction.repeat().orElseThrow().idempotency();
      return idempotency.judge(new Row(reasons.getFirst().item()));
    }
    for (int i = 0; i < Math.min(transaction.writes().size(), reasons.size() - first); i++) {
      CancellationReason reason = reasons.get(i + first);
      if (FAILED.equals(reason.code())) {
        return new Outcome.Refused(i, Row.of(reason.item()));
      }
    }
    throw cancelled;
  }

  /// The write that keeps an answer for a repeat; refused with the row of the first request, where
  /// there was one. A row that time to live has not removed yet counts no more.
  public TransactWriteItem keeping(Transaction.Repeat repeat) {
    long now = repeat.idempotency().sentAt().getEpochSecond();
    return TransactWriteItem.builder()
        .put(put ->
            put.tableName(table)
                .item(repeat.idempotency().item(repeat.answer()))
                .conditionExpression("attribute_not_exists(pk) OR #ttl <= :now")
                .expressionAttributeNames(Map.of("#ttl", "ttl"))
                .expressionAttributeValues(Map.of(":now", AttributeValue.fromN(Long.toString(now))))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private TransactWriteItem put(Map<String, AttributeValue> item, String condition) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item).conditionExpression(condition))
        .build();
  }
}
