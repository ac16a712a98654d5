package app.firstbell.identity;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// Tickets for WebSockets: good for one connection, within a minute. Each carries who its bearer
/// is, so that whoever opens the connection reads one item and no account.
///
/// Low-level calls: taking a ticket is one conditional delete that answers with what was deleted,
/// so that of two connections with one ticket exactly one opens.
public final class TicketStore {
  public static final Duration LASTS = Duration.ofMinutes(1);
  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  public TicketStore(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  public void put(Token.Ticket ticket, Caller caller, Instant expiresAt) {
    Item item = Item.key(pk(ticket), ticket.hash()).instant("expiresAt", expiresAt).ttl(expiresAt);
    CallerText.write(caller).forEach(item::text);
    PutItemRequest put = PutItemRequest.builder().tableName(table).item(item.build()).build();
    contention.retrying(() -> client.putItem(put));
  }

  /// Takes a ticket: the first time within its minute this tells whose it was; ever after, nothing.
  public Optional<Caller> take(Token.Ticket ticket, Instant now) {
    DeleteItemRequest delete =
        DeleteItemRequest.builder()
            .tableName(table)
            .key(Item.key(pk(ticket), ticket.hash()).build())
            .conditionExpression("attribute_exists(pk) AND #expiresAt > :now")
            .expressionAttributeNames(Map.of("#expiresAt", "expiresAt"))
            .expressionAttributeValues(new Item().instant(":now", now).build())
            .returnValues(ReturnValue.ALL_OLD)
            .build();
    try {
      return Row.of(contention.retrying(() -> client.deleteItem(delete)).attributes())
          .map(row -> CallerText.read(row::textOrNull));
    } catch (ConditionalCheckFailedException unknownUsedOrExpired) {
      return Optional.empty();
    }
  }

  private static String pk(Token.Ticket ticket) {
    return ticket.tenant() + "#ticket";
  }
}
