package app.firstbell.organization;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// Reads what organizations used, `{tenant}#use` / `2026-11` of the table `Accounts`, into which
/// metering folds their hours (`app.firstbell.use`).
///
/// Low-level: a page of a directory asks for all its organizations in one call.
public final class UseStore {
  private final DynamoDbClient client;
  private final String table;

  public UseStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// The use of the month that it is now for an organization.
  public Use use(TenantId id, Locality locality, Instant now) {
    String month = month(locality, now);
    return Row.of(client.getItem(get -> get.tableName(table).key(key(id, month))).item())
        .map(row -> use(month, row))
        .orElseGet(() -> Use.none(month));
  }

  /// The use of each organization of a page, at most 100.
  public Map<TenantId, Use> use(List<Listing> listings, Instant now) {
    Map<TenantId, Use> uses = new HashMap<>();
    Map<Map<String, AttributeValue>, TenantId> keys = new HashMap<>();
    for (Listing listing : listings) {
      String month = month(listing.locality(), now);
      uses.put(listing.id(), Use.none(month));
      keys.put(key(listing.id(), month), listing.id());
    }
    List<Map<String, AttributeValue>> wanted = new ArrayList<>(keys.keySet());
    while (!wanted.isEmpty()) {
      List<Map<String, AttributeValue>> asked = wanted;
      var answer =
          client.batchGetItem(get ->
              get.requestItems(Map.of(table, KeysAndAttributes.builder().keys(asked).build())));
      for (Map<String, AttributeValue> item : answer.responses().getOrDefault(table, List.of())) {
        Row row = new Row(item);
        TenantId id = keys.get(Item.key(row.text("pk"), row.text("sk")).build());
        if (id != null) {
          uses.put(id, use(row.text("sk"), row));
        }
      }
      wanted =
          answer.hasUnprocessedKeys() && answer.unprocessedKeys().containsKey(table)
              ? answer.unprocessedKeys().get(table).keys()
              : List.of();
    }
    return uses;
  }

  private static Use use(String month, Row row) {
    return new Use(
        month, row.number("chats", 0), row.number("answered", 0), row.number("missed", 0));
  }

  private static String month(Locality locality, Instant now) {
    return YearMonth.from(now.atZone(locality.zone())).toString();
  }

  private static Map<String, AttributeValue> key(TenantId id, String month) {
    return Item.key(id + "#use", month).build();
  }
}
