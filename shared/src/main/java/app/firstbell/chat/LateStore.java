package app.firstbell.chat;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Who accepted too late, kept beside the log: a ring that many lose by little is a room with
/// enough agents.
public final class LateStore {
  private final ChatTable table;

  public LateStore(ChatTable table) {
    this.table = table;
  }

  /// Keeps an agent's first late accept; another one changes nothing.
  public void keep(TenantId tenant, ChatId chat, Late late) {
    PutItemRequest put =
        PutItemRequest.builder()
            .tableName(table.name())
            .item(
                Item.key(ChatTable.pk(tenant, chat), ChatTable.LATE + late.agent())
                    .text("name", late.name())
                    .number("millis", late.by().toMillis())
                    .build())
            .conditionExpression("attribute_not_exists(pk)")
            .build();
    try {
      table.contention().retrying(() -> table.client().putItem(put));
    } catch (ConditionalCheckFailedException keptBefore) {
      // The first one counts.
    }
  }

  public List<Late> all(TenantId tenant, ChatId chat) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression("pk = :pk AND begins_with(sk, :late)")
            .expressionAttributeValues(
                new Item()
                    .text(":pk", ChatTable.pk(tenant, chat))
                    .text(":late", ChatTable.LATE)
                    .build())
            .build();
    return table.contention().retrying(() -> table.client().query(query)).items().stream()
        .map(Row::new)
        .map(row ->
            new Late(
                new AgentId(row.text("sk").substring(ChatTable.LATE.length())),
                row.text("name"),
                Duration.ofMillis(row.number("millis"))))
        .toList();
  }
}
