package app.firstbell.chat;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Who accepted too late and who declined, kept beside the log: a ring that many lose by little is
/// a room with enough agents, one that many decline is a room with too few.
public final class LateStore {
  private final ChatTable table;

  public LateStore(ChatTable table) {
    this.table = table;
  }

  /// Keeps an agent's first late accept; another one changes nothing.
  public void keep(TenantId tenant, ChatId chat, Late late) {
    keep(tenant, chat, ChatTable.LATE + late.agent(), late.name(), late.by());
  }

  /// Keeps an agent's first decline; another one changes nothing. Price: one write unit.
  public void keep(TenantId tenant, ChatId chat, Declined declined) {
    keep(tenant, chat, ChatTable.DECLINED + declined.agent(), declined.name(), declined.after());
  }

  /// Both, by one query.
  public Beside beside(TenantId tenant, ChatId chat) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            // Neighbours in the order of keys; `$` is the one behind `#`.
            .keyConditionExpression("pk = :pk AND sk BETWEEN :declined AND :late")
            .expressionAttributeValues(
                new Item()
                    .text(":pk", ChatTable.pk(tenant, chat))
                    .text(":declined", ChatTable.DECLINED)
                    .text(":late", ChatTable.LATE.replace("late#", "late$"))
                    .build())
            .build();
    List<Late> late = new ArrayList<>();
    List<Declined> declined = new ArrayList<>();
    for (var item : table.contention().retrying(() -> table.client().query(query)).items()) {
      Row row = new Row(item);
      String sk = row.text("sk");
      Duration millis = Duration.ofMillis(row.number("millis"));
      if (sk.startsWith(ChatTable.LATE)) {
        late.add(new Late(agent(sk, ChatTable.LATE), row.text("name"), millis));
      } else {
        declined.add(new Declined(agent(sk, ChatTable.DECLINED), row.text("name"), millis));
      }
    }
    return new Beside(late, declined);
  }

  private static AgentId agent(String sk, String prefix) {
    return new AgentId(sk.substring(prefix.length()));
  }

  private void keep(TenantId tenant, ChatId chat, String sk, String name, Duration millis) {
    PutItemRequest put =
        PutItemRequest.builder()
            .tableName(table.name())
            .item(
                Item.key(ChatTable.pk(tenant, chat), sk)
                    .text("name", name)
                    .number("millis", millis.toMillis())
                    .build())
            .conditionExpression("attribute_not_exists(pk)")
            .build();
    try {
      table.contention().retrying(() -> table.client().putItem(put));
    } catch (ConditionalCheckFailedException keptBefore) {
      // The first one counts.
    }
  }
}
