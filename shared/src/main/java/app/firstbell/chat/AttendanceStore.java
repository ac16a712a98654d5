package app.firstbell.chat;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Party;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Which connections are in a chat, and since when a party has none.
///
/// Low-level updates: sets are added to and taken from in place, so that two tabs never overwrite
/// each other.
public final class AttendanceStore {
  private final ChatTable table;

  public AttendanceStore(ChatTable table) {
    this.table = table;
  }

  /// What an update found.
  ///
  /// @param head as it is now
  /// @param isDone whether this call changed it
  public record Outcome(Head head, boolean isDone) {}

  /// Adds a connection to an open chat; the party is there again, under a new epoch.
  ///
  /// @return the head as it was before, or nothing when the chat is over
  public Optional<Head> join(TenantId tenant, ChatId chat, Party party, ConnectionId connection) {
    Map<String, AttributeValue> values = connection(connection);
    values.putAll(open());
    values.put(":one", AttributeValue.fromN("1"));
    return update(
            tenant,
            chat,
            party,
            "ADD #connections :connection, #epoch :one REMOVE #gone",
            "#state IN (:ringing, :active)",
            values,
            ReturnValue.ALL_OLD)
        .filter(Outcome::isDone)
        .map(Outcome::head);
  }

  /// Takes a connection away from an open chat; a repeat changes nothing.
  ///
  /// @return nothing when there is no such chat
  public Optional<Outcome> leave(
      TenantId tenant, ChatId chat, Party party, ConnectionId connection) {
    Map<String, AttributeValue> values = connection(connection);
    values.putAll(open());
    values.put(":id", AttributeValue.fromS(connection.value()));
    return update(
        tenant,
        chat,
        party,
        "DELETE #connections :connection",
        "#state IN (:ringing, :active) AND contains(#connections, :id)",
        values,
        ReturnValue.ALL_NEW);
  }

  /// Notes that the party has no connection left, under a new epoch, unless one has come since the
  /// head was read or it is noted already.
  ///
  /// @return nothing when there is no such chat
  public Optional<Outcome> gone(Head head, Party party, Instant since) {
    Map<String, AttributeValue> values = open();
    values.put(":one", AttributeValue.fromN("1"));
    values.putAll(
        new Item().instant(":since", since).number(":epoch", head.of(party).epoch()).build());
    return update(
        head.tenant(),
        head.id(),
        party,
        "SET #gone = :since ADD #epoch :one",
        "#state IN (:ringing, :active) AND attribute_not_exists(#connections)"
            + " AND attribute_not_exists(#gone) AND #epoch = :epoch",
        values,
        ReturnValue.ALL_NEW);
  }

  private Optional<Outcome> update(
      TenantId tenant,
      ChatId chat,
      Party party,
      String expression,
      String condition,
      Map<String, AttributeValue> values,
      ReturnValue returned) {
    Map<String, String> all =
        Map.of(
            "#connections", HeadItem.connections(party),
            "#epoch", HeadItem.epoch(party),
            "#gone", HeadItem.gone(party),
            "#state", "state");
    Map<String, String> names = new HashMap<>(all);
    // DynamoDB refuses names that no expression uses.
    names.keySet().removeIf(name -> !expression.contains(name) && !condition.contains(name));
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(table.name())
            .key(ChatTable.headKey(tenant, chat))
            .updateExpression(expression)
            .conditionExpression(condition)
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .returnValues(returned)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      return Row.of(
              table.contention().retrying(() -> table.client().updateItem(request)).attributes())
          .map(row -> new Outcome(HeadItem.head(tenant, row), true));
    } catch (ConditionalCheckFailedException nothingToDo) {
      return Row.of(nothingToDo.item()).map(row -> new Outcome(HeadItem.head(tenant, row), false));
    }
  }

  private static Map<String, AttributeValue> open() {
    return new HashMap<>(
        Map.of(
            ":ringing",
            AttributeValue.fromS("ringing"),
            ":active",
            AttributeValue.fromS("active")));
  }

  private static Map<String, AttributeValue> connection(ConnectionId id) {
    return new HashMap<>(Map.of(":connection", AttributeValue.fromSs(List.of(id.value()))));
  }
}
