package app.firstbell.notice;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.identity.Base32;
import app.firstbell.identity.Digest;
import app.firstbell.identity.Link;
import app.firstbell.identity.Links;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import app.firstbell.transaction.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Gives warnings, each once: the row that says so, and the row of the link that the stream hands
/// to the mailer, are one transaction. One that nobody was mailed of is given again by whoever
/// gives it an hour later: the mailer knows who has had it.
public final class Warnings {
  /// Longer than a mail may be on its way.
  private static final Duration AGAIN = Duration.ofHours(1);

  private final String table;
  private final Transactions transactions;
  private final Writes writes;

  /// @param table `Accounts`
  public Warnings(DynamoDbClient client, String table, Contention contention) {
    this.table = table;
    this.transactions = new Transactions(client, table, contention);
    this.writes = new Writes(table);
  }

  /// What came of it.
  public enum Given {
    NOW,
    /// It was given before, and mailed, or is on its way.
    BEFORE,
    /// What it warns of is no longer so.
    STALE
  }

  /// Gives a warning, unless it was given before.
  ///
  /// @param also writes that belong to it; where their conditions fail, the warning is stale
  /// @throws app.firstbell.dynamo.BusyException when other writers were in the way nine times
  public Given give(TenantId tenant, Warning warning, Instant now, List<TransactWriteItem> also) {
    Map<String, String> payload = new HashMap<>(warning.payload());
    payload.put(Warning.ID, warning.id());
    Link link = Links.renewal(tenant, linkId(tenant, warning), payload, now);
    List<TransactWriteItem> all = new ArrayList<>();
    all.add(unlessMailed(row(tenant, warning.id(), now).build(), now));
    all.addAll(also);
    all.add(writes.put(Links.renewing(link)));
    warning
        .instead()
        .ifPresent(
            id -> all.add(writes.put(row(tenant, id, now).instant(NoticeStore.DONE, now).build())));
    return switch (transactions.commit(Transaction.untold(all))) {
      case Outcome.Committed _ -> Given.NOW;
      case Outcome.Refused refused -> refused.index() == 0 ? Given.BEFORE : Given.STALE;
      case Outcome.Replayed _, Outcome.KeyReused _ ->
          throw new IllegalStateException("a transaction without a key was repeated");
    };
  }

  /// Comes of the warning, so that a repeat would be the same link.
  static String linkId(TenantId tenant, Warning warning) {
    byte[] digest = Digest.sha256("warning\n" + tenant + "\n" + warning.id());
    return Base32.encode(Arrays.copyOf(digest, 16));
  }

  private TransactWriteItem unlessMailed(Map<String, AttributeValue> row, Instant now) {
    return TransactWriteItem.builder()
        .put(put ->
            put.tableName(table)
                .item(row)
                .conditionExpression(
                    "attribute_not_exists(pk) OR (attribute_not_exists(#done) AND #at < :before)")
                .expressionAttributeNames(Map.of("#done", NoticeStore.DONE, "#at", "at"))
                .expressionAttributeValues(new Item().instant(":before", now.minus(AGAIN)).build()))
        .build();
  }

  /// It stays: a warning is given once for ever.
  private static Item row(TenantId tenant, String id, Instant now) {
    return NoticeStore.warning(tenant, id).instant("at", now);
  }
}
