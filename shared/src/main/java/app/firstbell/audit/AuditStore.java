package app.firstbell.audit;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Writes the audit log of each organization: records in the order of time, each chained to the one
/// before by its hash, and a head that names the last.
///
/// Low-level calls, since the promise is one transaction: the records, each on condition that it is
/// not there yet; and the head, on condition that it has not moved. The stream delivers at least
/// once, so a record that is there already is left out.
///
/// Some fifty facts share a transaction. Price: two write units for each fact, and for all of them
/// together two for the head.
public final class AuditStore {
  /// With the head far below DynamoDB's 100 writes and 4 MB of one transaction.
  private static final int TOGETHER = 50;

  private static final int TRIES = 12;
  private static final String FAILED = "ConditionalCheckFailed";

  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  public AuditStore(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  /// Keeps facts of one organization, in this order; those that were kept before change nothing.
  ///
  /// @throws BusyException when other writers moved the head twelve times in a row; what was kept
  ///   until then is met again by the repeat
  public void keep(TenantId tenant, List<Fact> facts) {
    Map<String, Fact> distinct = new LinkedHashMap<>();
    facts.forEach(fact -> distinct.putIfAbsent(AuditItem.sk(fact), fact));
    List<Fact> all = List.copyOf(distinct.values());
    for (int from = 0; from < all.size(); from += TOGETHER) {
      keepTogether(tenant, all.subList(from, Math.min(all.size(), from + TOGETHER)));
    }
  }

  private void keepTogether(TenantId tenant, Collection<Fact> facts) {
    List<Fact> left = new ArrayList<>(facts);
    for (int attempt = 1; !left.isEmpty(); ) {
      List<TransactWriteItem> writes = writes(tenant, head(tenant), left);
      try {
        client.transactWriteItems(transaction -> transaction.transactItems(writes));
        return;
      } catch (TransactionCanceledException cancelled) {
        if (dropKept(left, cancelled.cancellationReasons())) {
          // Fewer are left: this is no failed try.
          continue;
        }
        if (!isRace(cancelled.cancellationReasons())) {
          throw cancelled;
        }
      } catch (TransactionConflictException anotherWriter) {
        // Look again where the chain ends.
      }
      if (attempt == TRIES) {
        throw new BusyException("the audit log's head moved " + TRIES + " times");
      }
      contention.pause().before(attempt++);
    }
  }

  /// The head first: its reason tells of a race. Then the records, in the order of `facts`.
  private List<TransactWriteItem> writes(TenantId tenant, AuditHead head, List<Fact> facts) {
    List<TransactWriteItem> puts = new ArrayList<>();
    AuditHead end = head;
    for (Fact fact : facts) {
      AuditRecord record = AuditRecord.after(end, fact);
      end = record.head();
      puts.add(
          write(put ->
              put.tableName(table)
                  .item(AuditItem.item(record))
                  .conditionExpression("attribute_not_exists(pk)")));
    }
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(TransactWriteItem.builder().update(move(tenant, head, end)).build());
    writes.addAll(puts);
    return writes;
  }

  private Update move(TenantId tenant, AuditHead from, AuditHead to) {
    boolean first = from.equals(AuditHead.START);
    Item values = new Item().number(":n", to.n()).text(":hash", to.hash());
    if (!first) {
      values.number(":oldN", from.n()).text(":oldHash", from.hash());
    }
    return Update.builder()
        .tableName(table)
        .key(Item.key(AuditItem.pk(tenant), AuditItem.HEAD).build())
        .updateExpression("SET #n = :n, #hash = :hash")
        .conditionExpression(first ? "attribute_not_exists(pk)" : "#n = :oldN AND #hash = :oldHash")
        .expressionAttributeNames(Map.of("#n", "n", "#hash", "hash"))
        .expressionAttributeValues(values.build())
        .build();
  }

  private AuditHead head(TenantId tenant) {
    Map<String, AttributeValue> key = Item.key(AuditItem.pk(tenant), AuditItem.HEAD).build();
    return Row.of(client.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item())
        .map(AuditItem::head)
        .orElse(AuditHead.START);
  }

  /// Takes out the facts whose records are there already.
  ///
  /// @return whether there were any
  private static boolean dropKept(List<Fact> facts, List<CancellationReason> reasons) {
    List<Fact> kept = new ArrayList<>();
    for (int i = 0; i < facts.size() && i + 1 < reasons.size(); i++) {
      if (FAILED.equals(reasons.get(i + 1).code())) {
        kept.add(facts.get(i));
      }
    }
    return facts.removeAll(kept);
  }

  private static boolean isRace(List<CancellationReason> reasons) {
    return reasons.stream()
        .map(CancellationReason::code)
        .anyMatch(code ->
            FAILED.equals(code)
                || "TransactionConflict".equals(code)
                || "ThrottlingError".equals(code)
                || "ProvisionedThroughputExceeded".equals(code));
  }

  private static TransactWriteItem write(Consumer<Put.Builder> put) {
    return TransactWriteItem.builder().put(put).build();
  }
}
