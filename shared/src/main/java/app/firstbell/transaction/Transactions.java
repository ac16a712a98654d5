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
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Commits changes to the table `Accounts`.
///
/// Low-level calls, for the Enhanced Client does not hand out the items of failed conditions, which
/// here are the answer: what the first request under a key was answered, and who was quicker.
public final class Transactions {
  private static final String FAILED = "ConditionalCheckFailed";
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
    transaction.repeat().ifPresent(repeat -> all.add(claim(repeat)));
    int first = all.size();
    all.addAll(transaction.writes());
    transaction.acts().forEach(act -> all.add(put(act.item(), "attribute_not_exists(pk)")));
    try {
      contention.retrying(() -> client.transactWriteItems(write -> write.transactItems(all)));
      return new Outcome.Committed();
    } catch (TransactionCanceledException cancelled) {
      return outcome(transaction, first, cancelled);
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

  /// A row that time to live has not removed yet counts no more.
  private TransactWriteItem claim(Transaction.Repeat repeat) {
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
