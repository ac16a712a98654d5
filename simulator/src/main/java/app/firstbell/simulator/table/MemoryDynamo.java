package app.firstbell.simulator.table;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// DynamoDB in memory, for one thread: what Firstbell's stores ask of it, and what they do not ask
/// is refused by its name (`UnsupportedOperationException`). A differential test holds it against
/// DynamoDB Local.
///
/// Nothing here goes wrong by itself. Delays, throttles, conflicts and old reads are the business
/// of who calls.
public final class MemoryDynamo implements DynamoDbClient {
  private static final int MOST_WRITES = 100;
  private static final long TOKENS_KEPT_MILLIS = 600_000;

  /// How old an eventually consistent read is.
  public interface Staleness {
    /// @param isIndex whether an index is asked, which follows its table
    /// @param now the number of the last write
    /// @return the number of the last write that the read knows of
    long asOf(boolean isIndex, long now);
  }

  private record Token(long at, TransactWriteItemsRequest request) {}

  private final InstantSource clock;
  private final Staleness staleness;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final List<Written> written = new ArrayList<>();
  private final Map<String, Token> tokens = new HashMap<>();
  private long commit;

  public MemoryDynamo(InstantSource clock, Staleness staleness) {
    this.clock = clock;
    this.staleness = staleness;
  }

  /// Makes a table with the keys `pk` and `sk`.
  public MemoryDynamo with(String table, Index... indexes) {
    tables.put(table, new Table(table, List.of(indexes)));
    return this;
  }

  /// Every change there ever was, in order: what the tables' streams carry.
  public List<Written> written() {
    return written;
  }

  /// Every item of a table, in the order of the keys.
  public Map<Place, Map<String, AttributeValue>> items(String table) {
    Map<Place, Map<String, AttributeValue>> items = new LinkedHashMap<>();
    table(table).all(items::put);
    return items;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    @Nullable Map<String, AttributeValue> item =
        table(request.tableName()).item(Place.of(request.key()), asOf(request.consistentRead()));
    return item == null
        ? GetItemResponse.builder().build()
        : GetItemResponse.builder()
            .item(projected(item, request.projectionExpression(), names(request)))
            .build();
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
    request.requestItems().forEach((table, asked) -> found.put(table, items(table(table), asked)));
    return BatchGetItemResponse.builder().responses(found).unprocessedKeys(Map.of()).build();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    Step step = Steps.of(request);
    @Nullable Map<String, AttributeValue> old = alone(step);
    return request.returnValues() == ReturnValue.ALL_OLD && old != null
        ? PutItemResponse.builder().attributes(old).build()
        : PutItemResponse.builder().build();
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    Step step = Steps.of(request);
    @Nullable Map<String, AttributeValue> old = alone(step);
    return request.returnValues() == ReturnValue.ALL_OLD && old != null
        ? DeleteItemResponse.builder().attributes(old).build()
        : DeleteItemResponse.builder().build();
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    Step step = Steps.of(request);
    @Nullable Map<String, AttributeValue> old = alone(step);
    @Nullable Map<String, AttributeValue> now = current(step);
    @Nullable Map<String, AttributeValue> answer = Steps.answer(request, old, now);
    return answer == null || answer.isEmpty()
        ? UpdateItemResponse.builder().build()
        : UpdateItemResponse.builder().attributes(answer).build();
  }

  /// Why each write of a transaction would be refused as things stand; `None` for those that would
  /// not.
  public List<CancellationReason> reasons(TransactWriteItemsRequest request) {
    return reasons(steps(request));
  }

  private List<CancellationReason> reasons(List<Step> steps) {
    List<CancellationReason> reasons = new ArrayList<>();
    for (Step step : steps) {
      @Nullable Map<String, AttributeValue> there = current(step);
      reasons.add(step.holds(there) ? Refusals.none() : step.reason(there));
    }
    return reasons;
  }

  private static boolean isNone(CancellationReason reason) {
    return "None".equals(reason.code());
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    @Nullable String token = request.clientRequestToken();
    @Nullable Token before = token == null ? null : tokens.get(token);
    if (before != null && clock.millis() - before.at() < TOKENS_KEPT_MILLIS) {
      if (!before.request().equals(request)) {
        throw Refusals.otherRequest();
      }
      return TransactWriteItemsResponse.builder().build();
    }
    List<Step> steps = steps(request);
    List<CancellationReason> reasons = reasons(steps);
    List<@Nullable Map<String, AttributeValue>> results = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      @Nullable Map<String, AttributeValue> there = current(steps.get(i));
      // What cannot be written is said before what may not be.
      results.add(isNone(reasons.get(i)) ? steps.get(i).result(there) : there);
    }
    if (!reasons.stream().allMatch(MemoryDynamo::isNone)) {
      throw Refusals.cancelled(reasons);
    }
    commit++;
    for (int i = 0; i < steps.size(); i++) {
      write(steps.get(i), results.get(i));
    }
    if (token != null) {
      tokens.put(token, new Token(clock.millis(), request));
    }
    return TransactWriteItemsResponse.builder().build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    boolean isIndex = request.indexName() != null;
    if (isIndex && Boolean.TRUE.equals(request.consistentRead())) {
      throw Refusals.invalid("Consistent reads are not supported on global secondary indexes");
    }
    return Reading.query(
        table(request.tableName()), request, asOf(request.consistentRead(), isIndex));
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    return Reading.scan(table(request.tableName()), request);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  private @Nullable Map<String, AttributeValue> alone(Step step) {
    @Nullable Map<String, AttributeValue> there = current(step);
    if (!step.holds(there)) {
      throw step.failure(there);
    }
    @Nullable Map<String, AttributeValue> result = step.result(there);
    commit++;
    write(step, result);
    return there;
  }

  /// A write that changes nothing is told by no stream.
  private void write(Step step, @Nullable Map<String, AttributeValue> result) {
    @Nullable Map<String, AttributeValue> there = current(step);
    if (step.writes() && !Values.same(there, result)) {
      Table table = table(step.table());
      table.put(step.place(), commit, result);
      written.add(new Written(table.name(), commit, clock.millis(), step.place(), there, result));
    }
  }

  private @Nullable Map<String, AttributeValue> current(Step step) {
    return table(step.table()).item(step.place(), commit);
  }

  private static List<Step> steps(TransactWriteItemsRequest request) {
    List<TransactWriteItem> items = request.transactItems();
    if (items.isEmpty() || items.size() > MOST_WRITES) {
      throw Refusals.invalid("Member must have length between 1 and 100, got " + items.size());
    }
    List<Step> steps = items.stream().map(Steps::of).toList();
    Set<String> places = new HashSet<>();
    for (Step step : steps) {
      if (!places.add(step.table() + "/" + step.place())) {
        throw Refusals.invalid(
            "Transaction request cannot include multiple operations on one item");
      }
    }
    return steps;
  }

  private List<Map<String, AttributeValue>> items(Table table, KeysAndAttributes asked) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    long asOf = asOf(asked.consistentRead());
    Set<Place> places = new HashSet<>();
    for (Map<String, AttributeValue> key : asked.keys()) {
      if (!places.add(Place.of(key))) {
        throw Refusals.invalid("Provided list of item keys contains duplicates");
      }
      @Nullable Map<String, AttributeValue> item = table.item(Place.of(key), asOf);
      if (item != null) {
        found.add(
            projected(
                item,
                asked.projectionExpression(),
                new Bindings(asked.expressionAttributeNames(), Map.of())));
      }
    }
    return found;
  }

  private static Bindings names(GetItemRequest request) {
    return new Bindings(request.expressionAttributeNames(), Map.of());
  }

  private static Map<String, AttributeValue> projected(
      Map<String, AttributeValue> item, @Nullable String projection, Bindings bindings) {
    bindings.allUsedBy(projection == null ? null : Grammar.projection(projection));
    return projection == null
        ? item
        : Reading.projected(item, Grammar.projection(projection), bindings);
  }

  private long asOf(@Nullable Boolean consistent) {
    return asOf(consistent, false);
  }

  private long asOf(@Nullable Boolean consistent, boolean isIndex) {
    return Boolean.TRUE.equals(consistent) ? commit : staleness.asOf(isIndex, commit);
  }

  private Table table(String name) {
    @Nullable Table table = tables.get(name);
    if (table == null) {
      throw Refusals.invalid("Requested resource not found: Table: " + name + " not found");
    }
    return table;
  }
}
