package app.firstbell.emulator.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/// What the emulator's page shows of the tables. Looking costs nothing and is not counted.
public final class TableViews {
  private static final com.fasterxml.jackson.databind.ObjectMapper JSON =
      new com.fasterxml.jackson.databind.ObjectMapper();

  private final TableEngine tables;

  TableViews(TableEngine tables) {
    this.tables = tables;
  }

  /// A table and how many items it holds.
  public record TableView(String logicalId, String name, long items) {}

  /// A page of items in DynamoDB's JSON. `next` continues it, and is empty at the end.
  public record ItemPage(List<JsonNode> items, String next) {}

  public List<TableView> tables() {
    return tables.schemas().stream()
        .map(s -> new TableView(s.logicalId(), s.name(), count(s)))
        .toList();
  }

  private long count(TableSchema schema) {
    Long items = tables.client().describeTable(r -> r.tableName(schema.name())).table().itemCount();
    return items == null ? 0 : items;
  }

  /// Items of a table, by the table's or the logical name; empty when there is no such table.
  ///
  /// @param from `next` of the page before, empty for the first
  public Optional<ItemPage> items(String table, int most, String from) {
    return tables.schemas().stream()
        .filter(s -> s.name().equals(table) || s.logicalId().equals(table))
        .findFirst()
        .map(s -> page(s.name(), most, from));
  }

  private ItemPage page(String table, int most, String from) {
    ScanRequest.Builder request = ScanRequest.builder().tableName(table).limit(most);
    if (!from.isEmpty()) {
      request.exclusiveStartKey(key(from));
    }
    ScanResponse found = tables.client().scan(request.build());
    List<JsonNode> items = new ArrayList<>();
    found.items().forEach(item -> items.add(json(item)));
    String next =
        found.lastEvaluatedKey().isEmpty() ? "" : json(found.lastEvaluatedKey()).toString();
    return new ItemPage(items, next);
  }

  private static Map<String, AttributeValue> key(String json) {
    byte[] wrapped =
        ("{\"ExclusiveStartKey\":" + json + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return SdkJson.read(wrapped, ScanRequest.builder(), ScanRequest.class).exclusiveStartKey();
  }

  private static JsonNode json(Map<String, AttributeValue> item) {
    try {
      return JSON.readTree(SdkJson.write(ScanRequest.builder().exclusiveStartKey(item).build()))
          .path("ExclusiveStartKey");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
