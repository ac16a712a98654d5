package app.firstbell.identity;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    Item item =
        Item.key(pk(ticket), ticket.hash())
            .text("party", caller.party().word())
            .text("id", caller.id())
            .number("rate", caller.limits().rate())
            .number("burst", caller.limits().burst())
            .instant("expiresAt", expiresAt)
            .ttl(expiresAt);
    if (caller instanceof Caller.Agent agent) {
      item.text("name", agent.card().name())
          .text("photo", agent.card().photo())
          .text("title", agent.card().title())
          .text("greeting", agent.card().greeting())
          .text(
              "rooms",
              agent.rooms().stream().map(RoomId::value).sorted().collect(Collectors.joining(",")));
    }
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
          .map(row -> caller(ticket.tenant(), row));
    } catch (ConditionalCheckFailedException unknownUsedOrExpired) {
      return Optional.empty();
    }
  }

  private static Caller caller(TenantId tenant, Row row) {
    Limits limits = new Limits((int) row.number("rate"), (int) row.number("burst"));
    return switch (Party.of(row.text("party"))) {
      case VISITOR -> new Caller.Visitor(tenant, new VisitorId(row.text("id")), limits);
      case AGENT ->
          new Caller.Agent(
              tenant,
              new AgentCard(
                  new AgentId(row.text("id")),
                  row.text("name"),
                  row.textOrNull("photo"),
                  row.textOrNull("title"),
                  row.textOrNull("greeting")),
              Arrays.stream(row.text("rooms").split(",", -1))
                  .filter(room -> !room.isEmpty())
                  .map(RoomId::new)
                  .collect(Collectors.toUnmodifiableSet()),
              limits);
    };
  }

  private static String pk(Token.Ticket ticket) {
    return ticket.tenant() + "#ticket";
  }
}
