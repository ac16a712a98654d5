package app.firstbell.presence;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Open connections. Each remembers the chats it is in, so that its end costs one delete and no
/// search.
///
/// Low-level calls: the delete's old values are the answer, and a join is conditional on the
/// connection being open.
public final class ConnectionStore {
  /// API Gateway ends a connection after two hours; what is left ten minutes later was missed and
  /// is deleted.
  public static final Duration KEPT = Duration.ofMinutes(130);

  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  public ConnectionStore(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  public void open(Caller caller, ConnectionId connection, Instant now) {
    PutItemRequest put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                Item.key(pk(caller), sk(connection))
                    .instant("connectedAt", now)
                    .ttl(now.plus(KEPT))
                    .build())
            .build();
    contention.retrying(() -> client.putItem(put));
  }

  /// Remembers that the connection is in a chat.
  ///
  /// @return false when the connection has ended already: it must not be added to the chat
  public boolean noteChat(Caller caller, ConnectionId connection, String chat) {
    return update(
        caller,
        connection,
        "ADD chats :chats",
        Map.of(":chats", AttributeValue.fromSs(List.of(chat))));
  }

  /// Remembers at which computer the connection shows an agent.
  public boolean noteComputer(Caller caller, ConnectionId connection, Computer computer) {
    return update(
        caller,
        connection,
        "SET computer = :computer",
        Map.of(":computer", AttributeValue.fromS(computer.value())));
  }

  /// Forgets a connection that has ended, and tells what it was in. A repeat finds nothing.
  public Optional<Connection> close(Caller caller, ConnectionId connection) {
    DeleteItemRequest delete =
        DeleteItemRequest.builder()
            .tableName(table)
            .key(Item.key(pk(caller), sk(connection)).build())
            .returnValues(ReturnValue.ALL_OLD)
            .build();
    return Row.of(contention.retrying(() -> client.deleteItem(delete)).attributes())
        .map(row ->
            new Connection(
                row.set("chats"),
                Optional.ofNullable(row.textOrNull("computer")).map(Computer::new)));
  }

  private boolean update(
      Caller caller,
      ConnectionId connection,
      String expression,
      Map<String, AttributeValue> values) {
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(Item.key(pk(caller), sk(connection)).build())
            .updateExpression(expression)
            .conditionExpression("attribute_exists(pk)")
            .expressionAttributeValues(values)
            .build();
    try {
      contention.retrying(() -> client.updateItem(update));
      return true;
    } catch (ConditionalCheckFailedException ended) {
      return false;
    }
  }

  private static String pk(Caller caller) {
    return caller.tenant() + "#party#" + caller.party().word() + "#" + caller.id();
  }

  private static String sk(ConnectionId connection) {
    return "conn#" + connection;
  }
}
