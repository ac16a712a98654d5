package app.firstbell.presence;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Caller;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Who can be rung: one small item for each room, agent and computer, so that all agents of a room
/// are one query.
///
/// Low-level calls, since what ends a presence is conditional on the connection that made it: a
/// computer that has reconnected is not taken offline by the end of its old connection.
public final class PresenceStore {
  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  public PresenceStore(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  /// Shows an agent in a room; the last call of a computer wins.
  public void put(TenantId tenant, RoomId room, Presence presence) {
    PutItemRequest put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                key(tenant, room, presence.agent(), presence.computer())
                    .text("connection", presence.connection().value())
                    .text("show", presence.show().word())
                    .text("name", presence.name())
                    .ttl(presence.until())
                    .build())
            .build();
    contention.retrying(() -> client.putItem(put));
  }

  /// Takes a computer out of a room, if it is still shown there by this connection.
  public void remove(
      TenantId tenant, RoomId room, AgentId agent, Computer computer, ConnectionId connection) {
    DeleteItemRequest delete =
        DeleteItemRequest.builder()
            .tableName(table)
            .key(key(tenant, room, agent, computer).build())
            .conditionExpression("#connection = :connection")
            .expressionAttributeNames(Map.of("#connection", "connection"))
            .expressionAttributeValues(of(connection))
            .build();
    try {
      contention.retrying(() -> client.deleteItem(delete));
    } catch (ConditionalCheckFailedException anotherConnection) {
      // The computer has come back under another connection, or was never shown: nothing to take
      // away.
    }
  }

  /// Takes a computer out of every room that its agent is shown in.
  public void leave(Caller.Agent agent, Computer computer, ConnectionId connection) {
    for (RoomId room : agent.shownIn()) {
      remove(agent.tenant(), room, agent.card().id(), computer, connection);
    }
  }

  /// Notes that a connection turned out to be gone: it rings no more. An update, so that who rings
  /// needs no right to delete.
  public void silence(TenantId tenant, RoomId room, Presence presence) {
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key(tenant, room, presence.agent(), presence.computer()).build())
            .updateExpression("SET #show = :offline")
            .conditionExpression("#connection = :connection")
            .expressionAttributeNames(Map.of("#connection", "connection", "#show", "show"))
            .expressionAttributeValues(
                new Item()
                    .text(":connection", presence.connection().value())
                    .text(":offline", Show.OFFLINE.word())
                    .build())
            .build();
    try {
      contention.retrying(() -> client.updateItem(update));
    } catch (ConditionalCheckFailedException anotherConnection) {
      // It has come back in between.
    }
  }

  /// Everybody shown in a room, read eventually consistently: a ring may be a moment late for who
  /// has just come, whose console asks for the ringing chats itself.
  public List<Presence> inRoom(TenantId tenant, RoomId room) {
    List<Presence> all = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryRequest.Builder query =
          QueryRequest.builder()
              .tableName(table)
              .keyConditionExpression("pk = :pk")
              .expressionAttributeValues(new Item().text(":pk", pk(tenant, room)).build());
      if (!position.isEmpty()) {
        query.exclusiveStartKey(position);
      }
      QueryResponse page = contention.retrying(() -> client.query(query.build()));
      page.items().forEach(item -> all.add(presence(new Row(item))));
      position = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!position.isEmpty());
    return all;
  }

  /// The presence of an agent who has just shown themselves.
  public static Presence shown(
      AgentCard card, Computer computer, ConnectionId connection, Show show, Instant until) {
    return new Presence(card.id(), computer, card.name(), connection, show, until);
  }

  private static Presence presence(Row row) {
    String[] sk = row.text("sk").split("#", 3);
    return new Presence(
        new AgentId(sk[1]),
        new Computer(sk[2]),
        row.text("name"),
        new ConnectionId(row.text("connection")),
        Show.of(row.text("show")).orElse(Show.OFFLINE),
        Instant.ofEpochSecond(row.number("ttl")));
  }

  private static Map<String, AttributeValue> of(ConnectionId connection) {
    return new Item().text(":connection", connection.value()).build();
  }

  private static String pk(TenantId tenant, RoomId room) {
    return tenant + "#room#" + room;
  }

  private static Item key(TenantId tenant, RoomId room, AgentId agent, Computer computer) {
    return Item.key(pk(tenant, room), "agent#" + agent + "#" + computer.value());
  }
}
