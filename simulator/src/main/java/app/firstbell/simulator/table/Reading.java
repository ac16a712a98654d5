package app.firstbell.simulator.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/// Queries and scans.
final class Reading {
  private Reading() {}

  /// @param last where the next page begins; null when there is none
  private record Page(
      List<Map<String, AttributeValue>> items,
      int looked,
      @Nullable Map<String, AttributeValue> last) {}

  static QueryResponse query(Table table, QueryRequest request, long asOf) {
    Bindings bindings =
        new Bindings(request.expressionAttributeNames(), request.expressionAttributeValues());
    if (request.keyConditionExpression() == null) {
      throw Refusals.invalid(
          "Either the KeyConditions or KeyConditionExpression must be specified");
    }
    Parsed<Condition> key = Grammar.condition(request.keyConditionExpression());
    @Nullable Parsed<Condition> filter =
        request.filterExpression() == null ? null : Grammar.condition(request.filterExpression());
    @Nullable Parsed<List<Operand.Path>> projection =
        request.projectionExpression() == null
            ? null
            : Grammar.projection(request.projectionExpression());
    bindings.allUsedBy(key, filter, projection);
    @Nullable Index index = request.indexName() == null ? null : table.index(request.indexName());
    String hash = hash(key.meaning(), index == null ? "pk" : index.hash(), bindings);
    List<Map<String, AttributeValue>> items =
        new ArrayList<>(
            index == null ? table.partition(hash, asOf) : table.listed(index, hash, asOf));
    items.removeIf(item -> !key.meaning().holds(item, bindings));
    if (Boolean.FALSE.equals(request.scanIndexForward())) {
      Collections.reverse(items);
    }
    Page page =
        page(
            items,
            index,
            request.hasExclusiveStartKey() ? request.exclusiveStartKey() : null,
            Boolean.FALSE.equals(request.scanIndexForward()),
            request.limit(),
            item -> filter == null || filter.meaning().holds(item, bindings));
    QueryResponse.Builder answer =
        QueryResponse.builder().count(page.items().size()).scannedCount(page.looked());
    if (page.last() != null) {
      answer.lastEvaluatedKey(page.last());
    }
    if (request.select() != Select.COUNT) {
      answer.items(
          page.items().stream()
              .map(item -> index == null ? item : known(item, index))
              .map(item -> projection == null ? item : projected(item, projection, bindings))
              .toList());
    }
    return answer.build();
  }

  static ScanResponse scan(Table table, ScanRequest request) {
    if (request.segment() != null) {
      throw new UnsupportedOperationException("scans of segments");
    }
    @Nullable Index index = request.indexName() == null ? null : table.index(request.indexName());
    Bindings bindings =
        new Bindings(request.expressionAttributeNames(), request.expressionAttributeValues());
    @Nullable Parsed<Condition> filter =
        request.filterExpression() == null ? null : Grammar.condition(request.filterExpression());
    @Nullable Parsed<List<Operand.Path>> projection =
        request.projectionExpression() == null
            ? null
            : Grammar.projection(request.projectionExpression());
    bindings.allUsedBy(filter, projection);
    List<Map<String, AttributeValue>> all = new ArrayList<>();
    table.all((_, item) -> {
      if (index == null || (item.containsKey(index.hash()) && item.containsKey(index.range()))) {
        all.add(index == null ? item : known(item, index));
      }
    });
    Page page =
        page(
            all,
            null,
            request.hasExclusiveStartKey() ? request.exclusiveStartKey() : null,
            false,
            request.limit(),
            item -> filter == null || filter.meaning().holds(item, bindings));
    ScanResponse.Builder answer =
        ScanResponse.builder().count(page.items().size()).scannedCount(page.looked());
    if (page.last() != null) {
      answer.lastEvaluatedKey(page.last());
    }
    if (request.select() != Select.COUNT) {
      answer.items(
          page.items().stream()
              .map(item -> projection == null ? item : projected(item, projection, bindings))
              .toList());
    }
    return answer.build();
  }

  static Map<String, AttributeValue> projected(
      Map<String, AttributeValue> item, Parsed<List<Operand.Path>> projection, Bindings bindings) {
    Map<String, AttributeValue> taken = new HashMap<>();
    for (Operand.Path path : projection.meaning()) {
      if (path.steps().size() > 1) {
        throw new UnsupportedOperationException("projections of what lies within an attribute");
      }
      @Nullable AttributeValue value = path.value(item, bindings);
      if (value != null) {
        taken.put(path.top(bindings), value);
      }
    }
    return taken;
  }

  private static Page page(
      List<Map<String, AttributeValue>> items,
      @Nullable Index index,
      @Nullable Map<String, AttributeValue> start,
      boolean backwards,
      @Nullable Integer limit,
      Predicate<Map<String, AttributeValue>> filter) {
    List<Map<String, AttributeValue>> taken = new ArrayList<>();
    int looked = 0;
    for (Map<String, AttributeValue> item : items) {
      if (start != null && !isBehind(item, start, index, backwards)) {
        continue;
      }
      looked++;
      if (filter.test(item)) {
        taken.add(item);
      }
      if (limit != null && looked == limit) {
        return new Page(taken, looked, keys(item, index));
      }
    }
    return new Page(taken, looked, null);
  }

  private static boolean isBehind(
      Map<String, AttributeValue> item,
      Map<String, AttributeValue> start,
      @Nullable Index index,
      boolean backwards) {
    int order = index == null ? order(item, start) : Table.order(index, item, start);
    return backwards ? order < 0 : order > 0;
  }

  private static int order(Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    Place first = Place.of(one);
    Place second = Place.of(other);
    int byPk = first.pk().compareTo(second.pk());
    return byPk != 0 ? byPk : first.sk().compareTo(second.sk());
  }

  private static Map<String, AttributeValue> keys(
      Map<String, AttributeValue> item, @Nullable Index index) {
    Map<String, AttributeValue> keys = new HashMap<>(Place.of(item).key());
    if (index != null) {
      for (String name : List.of(index.hash(), index.range())) {
        @Nullable AttributeValue value = item.get(name);
        if (value != null) {
          keys.put(name, value);
        }
      }
    }
    return keys;
  }

  private static Map<String, AttributeValue> known(Map<String, AttributeValue> item, Index index) {
    return index.projection() == Index.Projection.ALL ? item : keys(item, index);
  }

  /// The one partition that a key condition asks for.
  private static String hash(Condition condition, String attribute, Bindings bindings) {
    return switch (condition) {
      case Condition.Compare(Operand.Path path, String sign, Operand other)
          when sign.equals("=") && path.top(bindings).equals(attribute) -> {
        @Nullable AttributeValue value = other.value(Map.of(), bindings);
        if (value == null || value.s() == null || value.s().isEmpty()) {
          throw Refusals.invalid("One or more parameter values were invalid: " + attribute);
        }
        yield value.s();
      }
      case Condition.And(Condition one, Condition other) -> {
        try {
          yield hash(one, attribute, bindings);
        } catch (software.amazon.awssdk.services.dynamodb.model.DynamoDbException notThere) {
          yield hash(other, attribute, bindings);
        }
      }
      default -> throw Refusals.invalid("Query condition missed key schema element: " + attribute);
    };
  }
}
