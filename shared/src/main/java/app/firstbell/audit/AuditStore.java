package app.firstbell.audit;

import app.firstbell.dynamo.Item;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The audit log of each organization, in the table `Accounts`, in the order of time.
///
/// A low-level conditional put: the stream delivers at least once, and the key is the fact's own,
/// so the second delivery meets the first and changes nothing.
public final class AuditStore {
  private final DynamoDbClient client;
  private final String table;

  public AuditStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Keeps a fact; a repeat changes nothing.
  public void keep(Fact fact) {
    Map<String, AttributeValue> details = new HashMap<>();
    fact.details().forEach((name, value) -> details.put(name, AttributeValue.fromS(value)));
    Item item =
        Item.key(
                fact.tenant() + "#audit",
                String.format(Locale.ROOT, "%013d#%s", fact.at().toEpochMilli(), fact.id()))
            .text("application", "chat")
            .text("chat", fact.chat())
            .text("what", fact.what())
            .text("by", fact.by())
            .instant("at", fact.at());
    if (!details.isEmpty()) {
      item.map("details", details);
    }
    try {
      client.putItem(put ->
          put.tableName(table).item(item.build()).conditionExpression("attribute_not_exists(pk)"));
    } catch (ConditionalCheckFailedException keptBefore) {
      // The same fact again.
    }
  }
}
