package app.firstbell.audit;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reads the audit logs that [AuditStore] writes.
///
/// Low-level queries: the log is read by ranges of time, and what was tampered with must be read
/// too.
public final class AuditReader {
  private static final int PAGE = 500;

  /// In the order of bytes `$` is next to `#`, so that this ends a range of keys behind the time.
  private static final String END = "$";

  private static final Instant LAST = Instant.ofEpochMilli(9_999_999_999_999L);

  private final DynamoDbClient client;
  private final String table;

  public AuditReader(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Some records, newest first.
  ///
  /// @param next where the next page begins, to be given as `position`; nothing at the end
  public record Page(List<AuditRecord> records, Optional<String> next) {}

  /// Where a page ends that ends with this record.
  public static String position(AuditRecord last) {
    return AuditItem.sk(last.fact());
  }

  /// Records from one time to another, both included, newest first.
  ///
  /// @param position of a page before; the same times must be given with it
  /// @param limit records to read, at most
  public Page newestFirst(
      TenantId tenant, Instant from, Instant to, Optional<String> position, int limit) {
    QueryRequest.Builder query = between(tenant, from, to).scanIndexForward(false).limit(limit);
    position.ifPresent(sk -> query.exclusiveStartKey(Item.key(AuditItem.pk(tenant), sk).build()));
    QueryResponse page = client.query(query.build());
    return new Page(
        page.items().stream().map(item -> AuditItem.record(new Row(item))).toList(),
        page.hasLastEvaluatedKey()
            ? Optional.of(new Row(page.lastEvaluatedKey()).text("sk"))
            : Optional.empty());
  }

  /// Those of some facts of one organization that no record tells, read consistently, in the order
  /// given.
  ///
  /// @param facts at most 100
  public List<Fact> missing(TenantId tenant, List<Fact> facts) {
    Set<String> kept = new HashSet<>();
    List<Map<String, AttributeValue>> left =
        facts.stream()
            .map(fact -> Item.key(AuditItem.pk(tenant), AuditItem.sk(fact)).build())
            .distinct()
            .toList();
    // DynamoDB answers a part only, when that is large.
    while (!left.isEmpty()) {
      KeysAndAttributes wanted =
          KeysAndAttributes.builder()
              .keys(left)
              .consistentRead(true)
              .projectionExpression("pk, sk")
              .build();
      BatchGetItemResponse answer =
          client.batchGetItem(batch -> batch.requestItems(Map.of(table, wanted)));
      answer
          .responses()
          .getOrDefault(table, List.of())
          .forEach(item -> kept.add(new Row(item).text("sk")));
      @Nullable KeysAndAttributes unread = answer.unprocessedKeys().get(table);
      left = unread == null ? List.of() : unread.keys();
    }
    return facts.stream().filter(fact -> !kept.contains(AuditItem.sk(fact))).toList();
  }

  /// The end of the chain, read consistently; [AuditHead#START] when there is none.
  public AuditHead head(TenantId tenant) {
    Map<String, AttributeValue> key = Item.key(AuditItem.pk(tenant), AuditItem.HEAD).build();
    return Row.of(client.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item())
        .map(AuditItem::head)
        .orElse(AuditHead.START);
  }

  /// Looks through the whole chain of an organization. It reads all of it, consistently: one read
  /// unit for some ten records.
  ///
  /// @param expected a head that was noted earlier
  public Verification verify(TenantId tenant, Optional<AuditHead> expected) {
    return Verification.of(head(tenant), all(tenant), () -> head(tenant), expected);
  }

  /// Looks through a part of an organization's chain.
  ///
  /// @param from where the part before ended; nothing begins
  /// @param enough records after which the part ends where it can
  /// @param most records after which it ends in any case
  public Verification.Part verify(
      TenantId tenant, Optional<Checkpoint> from, int enough, int most) {
    Checkpoint checkpoint = from.orElseGet(() -> Checkpoint.start(head(tenant)));
    QueryRequest.Builder query =
        between(tenant, Instant.EPOCH, LAST).consistentRead(true).limit(Math.min(PAGE, enough + 1));
    checkpoint
        .key()
        .ifPresent(sk -> query.exclusiveStartKey(Item.key(AuditItem.pk(tenant), sk).build()));
    return Verification.part(
        checkpoint,
        client.queryPaginator(query.build()).items().stream()
            .map(item -> new StoredRecord.At(new Row(item).text("sk"), stored(item)))
            .iterator(),
        () -> head(tenant),
        enough,
        most);
  }

  private Iterator<StoredRecord> all(TenantId tenant) {
    QueryRequest query =
        between(tenant, Instant.EPOCH, LAST).consistentRead(true).limit(PAGE).build();
    return client.queryPaginator(query).items().stream().map(AuditReader::stored).iterator();
  }

  private QueryRequest.Builder between(TenantId tenant, Instant from, Instant to) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
        .expressionAttributeValues(
            new Item()
                .text(":pk", AuditItem.pk(tenant))
                .text(":from", AuditItem.time(from))
                .text(":to", AuditItem.time(to) + END)
                .build());
  }

  private static StoredRecord stored(Map<String, AttributeValue> item) {
    try {
      return new StoredRecord.Sound(AuditItem.record(new Row(item)));
    } catch (RuntimeException notOurs) {
      return new StoredRecord.Unreadable(AuditItem.at(new Row(item)));
    }
  }
}
