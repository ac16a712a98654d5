package app.firstbell.emulator.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What each kind of request touches. A transaction needs the permission of each of its actions
/// (`PutItem`, `ConditionCheckItem`, …); a batch has a permission of its own.
///
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
/// DynamoDB".
final class Touches {
  private static final Pattern EQUALITY = Pattern.compile("(#?[A-Za-z0-9_.-]+)\\s*=\\s*(:\\w+)");

  private final Function<String, Optional<TableSchema>> schemas;

  Touches(Function<String, Optional<TableSchema>> schemas) {
    this.schemas = schemas;
  }

  Touch item(String action, String table, Map<String, AttributeValue> item) {
    return new Touch(action, table, "", leading(table, item));
  }

  List<Touch> query(QueryRequest q) {
    String index = q.indexName() == null ? "" : q.indexName();
    return List.of(new Touch("Query", q.tableName(), index, queried(q, index)));
  }

  private List<String> queried(QueryRequest q, String index) {
    String hash =
        schemas
            .apply(q.tableName())
            .map(s -> s.keys().getOrDefault(index, List.of("")).getFirst())
            .orElse("");
    if (q.keyConditionExpression() == null) {
      var condition = q.keyConditions().get(hash);
      return condition == null
          ? List.of()
          : condition.attributeValueList().stream().map(Touches::text).toList();
    }
    Matcher equality = EQUALITY.matcher(q.keyConditionExpression());
    while (equality.find()) {
      String name = equality.group(1);
      String attribute = q.expressionAttributeNames().getOrDefault(name, name);
      AttributeValue value = q.expressionAttributeValues().get(equality.group(2));
      if (attribute.equals(hash) && value != null) {
        return List.of(text(value));
      }
    }
    return List.of();
  }

  List<Touch> batchGet(BatchGetItemRequest q) {
    List<Touch> all = new ArrayList<>();
    q.requestItems()
        .forEach((table, keys) ->
            all.add(
                new Touch(
                    "BatchGetItem",
                    table,
                    "",
                    keys.keys().stream().flatMap(k -> leading(table, k).stream()).toList())));
    return all;
  }

  List<Touch> batchWrite(BatchWriteItemRequest q) {
    List<Touch> all = new ArrayList<>();
    q.requestItems()
        .forEach((table, writes) ->
            all.add(
                new Touch(
                    "BatchWriteItem",
                    table,
                    "",
                    writes.stream().flatMap(w -> leading(table, keyOf(w)).stream()).toList())));
    return all;
  }

  private static Map<String, AttributeValue> keyOf(WriteRequest write) {
    if (write.putRequest() != null) {
      return write.putRequest().item();
    }
    return write.deleteRequest() == null ? Map.of() : write.deleteRequest().key();
  }

  List<Touch> transactGet(TransactGetItemsRequest q) {
    return q.transactItems().stream()
        .filter(i -> i.get() != null)
        .map(i -> item("GetItem", i.get().tableName(), i.get().key()))
        .toList();
  }

  List<Touch> transactWrite(TransactWriteItemsRequest q) {
    List<Touch> all = new ArrayList<>();
    for (var action : q.transactItems()) {
      if (action.put() != null) {
        all.add(item("PutItem", action.put().tableName(), action.put().item()));
      } else if (action.update() != null) {
        all.add(item("UpdateItem", action.update().tableName(), action.update().key()));
      } else if (action.delete() != null) {
        all.add(item("DeleteItem", action.delete().tableName(), action.delete().key()));
      } else if (action.conditionCheck() != null) {
        var check = action.conditionCheck();
        all.add(item("ConditionCheckItem", check.tableName(), check.key()));
      }
    }
    return all;
  }

  private List<String> leading(@Nullable String table, Map<String, AttributeValue> item) {
    AttributeValue value =
        table == null ? null : schemas.apply(table).map(s -> item.get(s.hashKey())).orElse(null);
    return value == null ? List.of() : List.of(text(value));
  }

  private static String text(AttributeValue value) {
    if (value.s() != null) {
      return value.s();
    }
    return value.n() != null ? value.n() : String.valueOf(value.b());
  }
}
