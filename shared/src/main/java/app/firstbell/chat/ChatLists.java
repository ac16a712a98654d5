package app.firstbell.chat;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
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
    return list(tenant, ChatTable.ringing(tenant));
  }

  /// The open chats of an agent, newest first.
  public List<Head> open(TenantId tenant, AgentId agent) {
    return list(tenant, ChatTable.open(tenant, agent));
  }

  /// Missed chats of all rooms, newest first.
  public List<Head> missed(TenantId tenant) {
    return list(tenant, ChatTable.missed(tenant));
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

  private List<Head> list(TenantId tenant, String list) {
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
        .map(item -> HeadItem.head(tenant, new Row(item)))
        .toList();
  }
}
