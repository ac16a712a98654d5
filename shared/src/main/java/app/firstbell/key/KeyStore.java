package app.firstbell.key;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// API keys, in the table `Accounts`: `{tenant}#key` / id. Time to live deletes expired ones late,
/// so each use looks at the time itself.
public final class KeyStore {
  private final DynamoDbClient client;
  private final String table;

  public KeyStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// A key, read consistently: one that was just deleted is not found.
  public Optional<ApiKey> key(TenantId tenant, String id) {
    return Row.of(
            client
                .getItem(get -> get.tableName(table).key(itemKey(tenant, id)).consistentRead(true))
                .item())
        .map(KeyStore::key);
  }

  /// An organization's keys, in the order of their ids.
  public List<ApiKey> all(TenantId tenant) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", pk(tenant)).build()))
        .items()
        .stream()
        .map(item -> key(new Row(item)))
        .toList();
  }

  /// A new key; refused when the id is taken.
  public TransactWriteItem creating(ApiKey key) {
    Item item =
        Item.key(pk(key.tenant()), key.id())
            .text("name", key.name())
            .texts("scopes", key.scopes().stream().map(Scope::word).toList())
            .text("reach", key.reach().word())
            .text("hash", key.hash())
            .instant("createdAt", key.createdAt())
            .text("lastUsedDay", key.lastUsedDay())
            .instant("expiresAt", key.expiresAt());
    if (key.expiresAt() != null) {
      item.ttl(key.expiresAt());
    }
    return TransactWriteItem.builder()
        .put(put ->
            put.tableName(table).item(item.build()).conditionExpression("attribute_not_exists(pk)"))
        .build();
  }

  /// A key is no more; refused when it is no more already.
  public TransactWriteItem deleting(TenantId tenant, String id) {
    return TransactWriteItem.builder()
        .delete(delete ->
            delete
                .tableName(table)
                .key(itemKey(tenant, id))
                .conditionExpression("attribute_exists(pk)"))
        .build();
  }

  /// Notes that a key was used today. It writes once a day, and never brings back a deleted key.
  public void used(ApiKey key, String day) {
    if (day.equals(key.lastUsedDay())) {
      return;
    }
    try {
      client.updateItem(update ->
          update
              .tableName(table)
              .key(itemKey(key.tenant(), key.id()))
              .updateExpression("SET lastUsedDay = :day")
              .conditionExpression("attribute_exists(pk)")
              .expressionAttributeValues(new Item().text(":day", day).build()));
    } catch (ConditionalCheckFailedException deletedMeanwhile) {
      // Nothing to note any more.
    }
  }

  private static ApiKey key(Row row) {
    String pk = row.text("pk");
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    row.texts("scopes").stream().flatMap(word -> Scope.of(word).stream()).forEach(scopes::add);
    return new ApiKey(
        new TenantId(pk.substring(0, pk.indexOf('#'))),
        row.text("sk"),
        row.text("name"),
        scopes,
        Reach.of(row),
        row.text("hash"),
        row.instant("createdAt"),
        row.textOrNull("lastUsedDay"),
        row.instantOrNull("expiresAt"));
  }

  private static String pk(TenantId tenant) {
    return tenant + "#key";
  }

  private static Map<String, AttributeValue> itemKey(TenantId tenant, String id) {
    return Item.key(pk(tenant), id).build();
  }
}
