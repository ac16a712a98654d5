package app.firstbell.chat;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/// The lists in which chats stand, read from the indexes; these follow the table within moments.
public final class ChatLists {
  private static final int LONGEST = 100;
  private final ChatTable table;

  public ChatLists(ChatTable table) {
    this.table = table;
  }

  /// Ringing chats of all rooms, newest first.
  public List<Head> ringing(TenantId tenant) {
    return list(ChatTable.ringing(tenant));
  }

  /// The open chats of an agent, newest first; an operator's with those of other organizations.
  public List<Head> open(TenantId tenant, AgentId agent) {
    return list(ChatTable.open(tenant, agent));
  }

  /// Chats of other organizations that were still to ring for the operators of `home` when they
  /// began; whether one does its head says.
  public List<ChatAddress> operatorRings(TenantId home, Instant now) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression("pk = :pk")
            // DynamoDB deletes what has expired within days, not at once.
            .filterExpression("#ttl > :now")
            .expressionAttributeNames(Map.of("#ttl", "ttl"))
            .expressionAttributeValues(
                new Item()
                    .text(":pk", ChatTable.operatorRings(home))
                    .number(":now", now.getEpochSecond())
                    .build())
            .build();
    return table.contention().retrying(() -> table.client().query(query)).items().stream()
        .map(item -> address(new Row(item).text("sk")))
        .limit(LONGEST)
        .toList();
  }

  private static ChatAddress address(String sk) {
    int at = sk.indexOf('#');
    return new ChatAddress(new TenantId(sk.substring(0, at)), new ChatId(sk.substring(at + 1)));
  }

  /// Missed chats of all rooms, newest first.
  public List<Head> missed(TenantId tenant) {
    return list(ChatTable.missed(tenant));
  }

  /// How many chats the visitor has had; counted up to one page of the index, some ten thousand.
  public int visits(TenantId tenant, VisitorId visitor) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .indexName(ChatTable.VISITS_INDEX)
            .keyConditionExpression("visit = :visit")
            .expressionAttributeValues(
                new Item().text(":visit", ChatTable.visit(tenant, visitor)).build())
            .select(Select.COUNT)
            .build();
    return table.contention().retrying(() -> table.client().query(query)).count();
  }

  private List<Head> list(String list) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .indexName(ChatTable.LISTS_INDEX)
            .keyConditionExpression("#list = :list")
            .expressionAttributeNames(Map.of("#list", "list"))
            .expressionAttributeValues(new Item().text(":list", list).build())
            .scanIndexForward(false)
            .limit(LONGEST)
            .build();
    return table.contention().retrying(() -> table.client().query(query)).items().stream()
        .map(item -> HeadItem.head(new Row(item)))
        .toList();
  }
}
