package app.firstbell.presence;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.identity.SessionId;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
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

  private static final String CONNECTION = "conn#";

  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  public ConnectionStore(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  /// Remembers a connection. It stands in a list of its organization's, so that all of them can be
  /// found when they have to be closed.
  ///
  /// Price: a write unit for the item and one for the list; as much again when it ends.
  public Socket open(Caller caller, ConnectionId connection, Instant now) {
    Item item =
        Item.key(pk(caller), sk(connection))
            .instant("connectedAt", now)
            .text("list", list(caller.tenant(), caller.party()))
            .instant("listAt", now)
            .ttl(now.plus(KEPT));
    SessionId session = null;
    Computer computer = null;
    if (caller instanceof Caller.Agent agent) {
      session = agent.seat().session();
      computer = agent.seat().computer();
      item.text("session", session.value())
          .text("computer", computer == null ? null : computer.value());
    }
    PutItemRequest put = PutItemRequest.builder().tableName(table).item(item.build()).build();
    contention.retrying(() -> client.putItem(put));
    return new Socket(connection, now.truncatedTo(ChronoUnit.MILLIS), session, computer);
  }

  /// An agent's open connections, read consistently.
  public List<Socket> ofAgent(TenantId tenant, AgentId agent) {
    return sockets(
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :pk AND begins_with(sk, :connections)")
            .expressionAttributeValues(
                new Item()
                    .text(":pk", pk(tenant, Party.AGENT, agent.value()))
                    .text(":connections", CONNECTION)
                    .build()));
  }

  /// All open connections of one side, of an organization: from the index, which follows the table
  /// within moments.
  public List<Socket> ofOrganization(TenantId tenant, Party party) {
    return sockets(
        QueryRequest.builder()
            .tableName(table)
            .indexName("lists")
            .keyConditionExpression("#list = :list")
            .expressionAttributeNames(Map.of("#list", "list"))
            .expressionAttributeValues(new Item().text(":list", list(tenant, party)).build()));
  }

  /// Remembers that the connection is in a chat: one of its own organization by its id, another's,
  /// in which an operator is, with the organization before it.
  ///
  /// @param caller of the organization that the chat belongs to
  /// @return false when the connection has ended already: it must not be added to the chat
  public boolean noteChat(Caller caller, ConnectionId connection, String chat) {
    boolean own = caller.tenant().equals(caller.atHome().tenant());
    String noted = own ? chat : caller.tenant() + "/" + chat;
    return update(
        caller,
        connection,
        "ADD chats :chats",
        Map.of(":chats", AttributeValue.fromSs(List.of(noted))));
  }

  /// Remembers under which id the connection shows an agent. Not the attribute `computer`, which
  /// the ticket gave: several windows of one computer show their agent each, and do not take over
  /// from each other.
  public boolean noteComputer(Caller caller, ConnectionId connection, Computer shown) {
    return update(
        caller,
        connection,
        "SET shows = :shown",
        Map.of(":shown", AttributeValue.fromS(shown.value())));
  }

  /// Whether the connection has not ended, read consistently.
  public boolean isOpen(Caller caller, ConnectionId connection) {
    GetItemRequest get =
        GetItemRequest.builder()
            .tableName(table)
            .key(Item.key(pk(caller), sk(connection)).build())
            .consistentRead(true)
            .build();
    return Row.of(contention.retrying(() -> client.getItem(get)).item()).isPresent();
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
                row.set("chats"), Optional.ofNullable(row.textOrNull("shows")).map(Computer::new)));
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

  private List<Socket> sockets(QueryRequest.Builder query) {
    List<Socket> all = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      if (!position.isEmpty()) {
        query.exclusiveStartKey(position);
      }
      QueryResponse page = contention.retrying(() -> client.query(query.build()));
      page.items().forEach(item -> all.add(socket(new Row(item))));
      position = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!position.isEmpty());
    return all;
  }

  private static Socket socket(Row row) {
    String session = row.textOrNull("session");
    String computer = row.textOrNull("computer");
    return new Socket(
        new ConnectionId(row.text("sk").substring(CONNECTION.length())),
        row.instant("connectedAt"),
        session == null ? null : new SessionId(session),
        computer == null ? null : new Computer(computer));
  }

  /// Visitors' connections are many, and only an organization's end ends them: they are listed
  /// apart, so that an agent's are found without reading them.
  private static String list(TenantId tenant, Party party) {
    return tenant
        + switch (party) {
          case AGENT -> "#connections";
          case VISITOR -> "#connections#visitor";
        };
  }

  private static String pk(Caller caller) {
    Caller owner = caller.atHome();
    return pk(owner.tenant(), owner.party(), owner.id());
  }

  private static String pk(TenantId tenant, Party party, String id) {
    return tenant + "#party#" + party.word() + "#" + id;
  }

  private static String sk(ConnectionId connection) {
    return CONNECTION + connection;
  }
}
