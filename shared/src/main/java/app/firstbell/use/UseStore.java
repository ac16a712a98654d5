package app.firstbell.use;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.Listing;
import app.firstbell.organization.Locality;
import app.firstbell.organization.TenantId;
import app.firstbell.organization.Use;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// Reads what organizations used in a month: what the month's own row holds, and what stands in
/// parts that it does not hold yet. That is one part, the open one, and for a moment two.
///
/// Price: half a read unit for the month's row and half a one for the part. Low-level: a page of a
/// directory asks for all its organizations in two calls.
public final class UseStore {
  private final DynamoDbClient client;
  private final String table;

  /// @param table `Accounts`
  public UseStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// The use of the month that it is now for an organization.
  public Use use(TenantId id, Locality locality, Instant now) {
    YearMonth month = month(locality, now);
    return use(Map.of(id, month)).getOrDefault(id, Use.none(month.toString()));
  }

  /// The use of each organization of a page, at most 100.
  public Map<TenantId, Use> use(List<Listing> listings, Instant now) {
    Map<TenantId, YearMonth> months = new HashMap<>();
    listings.forEach(listing -> months.put(listing.id(), month(listing.locality(), now)));
    return use(months);
  }

  private Map<TenantId, Use> use(Map<TenantId, YearMonth> months) {
    Map<TenantId, String> sks = new HashMap<>();
    months.forEach((tenant, month) -> sks.put(tenant, month.toString()));
    Map<TenantId, Row> rows = rows(sks);
    Map<TenantId, Use> uses = new HashMap<>();
    Map<TenantId, PartKey> open = new HashMap<>();
    months.forEach((tenant, month) -> {
      Month held = Month.of(month, rows.getOrDefault(tenant, new Row(Map.of())));
      uses.put(tenant, held.held());
      open.put(tenant, held.next());
    });
    while (!open.isEmpty()) {
      addParts(uses, open);
    }
    return uses;
  }

  /// @param open leaves those behind which there may be another part
  private void addParts(Map<TenantId, Use> uses, Map<TenantId, PartKey> open) {
    Map<TenantId, String> sks = new HashMap<>();
    open.forEach((tenant, key) -> sks.put(tenant, key.sk()));
    Map<TenantId, Row> rows = rows(sks);
    open.keySet().retainAll(rows.keySet());
    rows.forEach((tenant, row) -> {
      Part part = Part.of(PartKey.parse(row.text("sk")), row.values());
      uses.computeIfPresent(tenant, (_, use) -> Month.plus(use, part));
      open.computeIfPresent(tenant, (_, key) -> part.isFull(Part.FULL) ? key.next() : null);
    });
  }

  /// One row of the use of each organization that has it.
  private Map<TenantId, Row> rows(Map<TenantId, String> sks) {
    Map<Map<String, AttributeValue>, TenantId> keys = new HashMap<>();
    sks.forEach((tenant, sk) -> keys.put(UseRows.key(tenant, sk), tenant));
    Map<TenantId, Row> rows = new HashMap<>();
    for (Map<String, AttributeValue> item : items(keys.keySet())) {
      Row row = new Row(item);
      TenantId tenant = keys.get(Item.key(row.text("pk"), row.text("sk")).build());
      if (tenant != null) {
        rows.put(tenant, row);
      }
    }
    return rows;
  }

  private List<Map<String, AttributeValue>> items(Collection<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    List<Map<String, AttributeValue>> wanted = List.copyOf(keys);
    while (!wanted.isEmpty()) {
      List<Map<String, AttributeValue>> asked = wanted;
      var answer =
          client.batchGetItem(get ->
              get.requestItems(Map.of(table, KeysAndAttributes.builder().keys(asked).build())));
      found.addAll(answer.responses().getOrDefault(table, List.of()));
      wanted =
          answer.hasUnprocessedKeys() && answer.unprocessedKeys().containsKey(table)
              ? answer.unprocessedKeys().get(table).keys()
              : List.of();
    }
    return found;
  }

  private static YearMonth month(Locality locality, Instant now) {
    return YearMonth.from(now.atZone(locality.zone()));
  }
}
