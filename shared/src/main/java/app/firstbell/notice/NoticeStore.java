package app.firstbell.notice;

import app.firstbell.dynamo.Item;
import app.firstbell.identity.Digest;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Keeps a mail from being sent twice, though its message may come twice: whoever sends it claims
/// it first, and notes afterwards that it was sent.
///
/// One edge remains, since no mail service takes part in a transaction: when the function dies
/// after the mail service took the mail and before this is noted, the mail goes out a second time,
/// not before the claim has run out. The other order would lose mails instead.
///
/// Low-level puts: each is a condition, and the table's other records have nothing of the kind.
public final class NoticeStore {
  private static final String PARTITION = "#notice";

  /// Longer than a function may run.
  private static final Duration CLAIM = Duration.ofMinutes(2);

  /// Longer than a message may stay in the queue.
  private static final Duration KEPT = Duration.ofDays(30);

  /// When a warning has reached whom it is for, or another was given instead.
  static final String DONE = "doneAt";

  /// Whether a mail is this caller's to send.
  public enum Claim {
    YOURS,
    /// It was sent: nothing to do.
    SENT,
    /// Another is at it: come back later.
    BUSY
  }

  private final DynamoDbClient client;
  private final String table;

  public NoticeStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Claims one mail of a notice.
  public Claim claim(Notice notice, String recipient, Instant now) {
    try {
      client.putItem(put ->
          put.tableName(table)
              .item(
                  key(notice, recipient)
                      .instant("claimedUntil", now.plus(CLAIM))
                      .ttl(now.plus(KEPT))
                      .build())
              .conditionExpression("attribute_not_exists(pk) OR claimedUntil < :now")
              .expressionAttributeValues(new Item().instant(":now", now).build()));
      return Claim.YOURS;
    } catch (ConditionalCheckFailedException claimed) {
      return isSent(notice, recipient) ? Claim.SENT : Claim.BUSY;
    }
  }

  /// Notes that the mail was sent; it will not be claimed again.
  public void sent(Notice notice, String recipient, Instant now) {
    client.putItem(put ->
        put.tableName(table)
            .item(key(notice, recipient).instant("sentAt", now).ttl(now.plus(KEPT)).build()));
  }

  /// Notes that a warning was mailed to somebody: it is not given again.
  ///
  /// @param id of the warning
  public void done(TenantId tenant, String id, Instant now) {
    client.updateItem(update ->
        update
            .tableName(table)
            .key(warning(tenant, id).build())
            .updateExpression("SET " + DONE + " = :now")
            .expressionAttributeValues(new Item().instant(":now", now).build()));
  }

  static Item warning(TenantId tenant, String id) {
    return Item.key(tenant + PARTITION, id);
  }

  private boolean isSent(Notice notice, String recipient) {
    Map<String, AttributeValue> key = key(notice, recipient).build();
    return client
        .getItem(get -> get.tableName(table).key(key).consistentRead(true))
        .item()
        .containsKey("sentAt");
  }

  /// The address is kept as a hash: this is no address book.
  private static Item key(Notice notice, String recipient) {
    return Item.key(notice.tenant() + PARTITION, notice.id() + "#" + Digest.hex(recipient));
  }
}
