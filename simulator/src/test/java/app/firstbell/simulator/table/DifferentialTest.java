package app.firstbell.simulator.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.simulator.schedule.Dice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/// The tables in memory answer as DynamoDB Local does: the same random requests, of the forms that
/// our stores use, to both.
class DifferentialTest {
  private static final String TABLE = "Items";
  private static final List<String> CONDITIONS =
      List.of(
          "attribute_not_exists(pk)",
          "attribute_exists(pk)",
          "attribute_not_exists(pk) OR #n <= :n",
          "attribute_exists(pk) AND #n = :n",
          "#s IN (:s, :t) AND attribute_not_exists(#set)",
          "contains(#set, :one)",
          "contains(#s, :s)",
          "begins_with(#s, :s)",
          "NOT contains(#set, :one) AND (size(#set) < :n OR #n <> :n)",
          "#n BETWEEN :least AND :n",
          "attribute_not_exists(#n) OR (#n <= :n AND (#n < :n OR #s > :s))",
          "attribute_type(#n, :type)",
          "#map.#n = :n");
  private static final List<String> UPDATES =
      List.of(
          "SET #s = :s",
          "SET #s = :s, #n = :n REMOVE #set",
          "ADD #n :n",
          "ADD #set :set, #n :n",
          "DELETE #set :set",
          "SET #n = #n + :n",
          "SET #n = if_not_exists(#n, :n) - :least",
          "SET #list = list_append(if_not_exists(#list, :empty), :list)",
          "SET #map = :map, #s = :s ADD #set :set",
          "SET #map.#n = :n",
          "REMOVE #list[0], #map.#s");
  private static AmazonDynamoDBLocal local;
  private static DynamoDbClient engine;

  private final MemoryDynamo memory =
      new MemoryDynamo(() -> Instant.EPOCH, (_, now) -> now)
          .with(
              TABLE,
              new Index("lists", "list", "listAt", Index.Projection.ALL),
              new Index("visits", "visit", "listAt", Index.Projection.KEYS_ONLY));

  @BeforeAll
  static void start() {
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
    local = DynamoDBEmbedded.create(true);
    engine = local.dynamoDbClient();
  }

  @AfterAll
  static void stop() {
    local.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void bothAnswerAlike(long seed) {
    make();
    Dice dice = new Dice(seed);
    for (int i = 0; i < 400; i++) {
      Function<DynamoDbClient, String> request = request(dice, i);
      assertEquals(request.apply(engine), request.apply(memory), "request " + i + " of " + seed);
    }
    assertEquals(all(engine), all(memory));
    engine.deleteTable(table -> table.tableName(TABLE));
  }

  @Test
  void aRepeatedTokenIsOneTransaction() {
    make();
    for (DynamoDbClient client : List.of(engine, memory)) {
      for (int i = 0; i < 2; i++) {
        client.transactWriteItems(write ->
            write
                .clientRequestToken("once")
                .transactItems(
                    TransactWriteItem.builder()
                        .update(update ->
                            update
                                .tableName(TABLE)
                                .key(key("p", "1"))
                                .updateExpression("ADD n :one")
                                .expressionAttributeValues(
                                    Map.of(":one", AttributeValue.fromN("1"))))
                        .build()));
      }
    }
    assertEquals(all(engine), all(memory));
    engine.deleteTable(table -> table.tableName(TABLE));
  }

  private static Function<DynamoDbClient, String> request(Dice dice, int number) {
    Map<String, AttributeValue> key = key("p" + dice.below(3), "s" + dice.below(5));
    Map<String, AttributeValue> item = item(dice, key, number);
    String condition = dice.of(CONDITIONS);
    String update = dice.of(UPDATES);
    Map<String, AttributeValue> values = values(dice);
    boolean tells = dice.chance(0.5);
    boolean backwards = dice.chance(0.5);
    int limit = 1 + dice.below(6);
    ReturnValue returned =
        dice.of(List.of(ReturnValue.NONE, ReturnValue.ALL_OLD, ReturnValue.ALL_NEW));
    return switch (dice.below(9)) {
      case 0, 1 ->
          client ->
              told(() ->
                  Values.text(
                      client
                          .putItem(put ->
                              put.tableName(TABLE)
                                  .item(item)
                                  .conditionExpression(condition)
                                  .expressionAttributeNames(used(names(), condition))
                                  .expressionAttributeValues(used(values, condition))
                                  .returnValues(
                                      returned == ReturnValue.ALL_NEW ? ReturnValue.NONE : returned)
                                  .returnValuesOnConditionCheckFailure(tells(tells)))
                          .attributes()));
      case 2 ->
          client ->
              told(() ->
                  Values.text(client.putItem(put -> put.tableName(TABLE).item(item)).attributes()));
      case 3, 4 ->
          client ->
              told(() ->
                  Values.text(
                      client
                          .updateItem(it ->
                              it.tableName(TABLE)
                                  .key(key)
                                  .updateExpression(update)
                                  .conditionExpression(condition)
                                  .expressionAttributeNames(used(names(), update, condition))
                                  .expressionAttributeValues(used(values, update, condition))
                                  .returnValues(returned)
                                  .returnValuesOnConditionCheckFailure(tells(tells)))
                          .attributes()));
      case 5 ->
          client ->
              told(() ->
                  Values.text(
                      client
                          .deleteItem(it ->
                              it.tableName(TABLE)
                                  .key(key)
                                  .returnValues(
                                      returned == ReturnValue.ALL_NEW
                                          ? ReturnValue.NONE
                                          : returned))
                          .attributes()));
      case 6 -> client -> told(() -> transact(client, item, key, update, condition, values, tells));
      case 7 -> client -> told(() -> query(client, key, values, backwards, limit));
      default -> client -> told(() -> index(client, dice(number).chance(0.5), backwards, limit));
    };
  }

  private static Dice dice(int number) {
    return new Dice(number);
  }

  private static String transact(
      DynamoDbClient client,
      Map<String, AttributeValue> item,
      Map<String, AttributeValue> key,
      String update,
      String condition,
      Map<String, AttributeValue> values,
      boolean tells) {
    Map<String, AttributeValue> other = key("p3", "s" + Place.of(key).sk());
    client.transactWriteItems(write ->
        write.transactItems(
            TransactWriteItem.builder()
                .put(
                    Put.builder()
                        .tableName(TABLE)
                        .item(item)
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(tells(tells))
                        .build())
                .build(),
            TransactWriteItem.builder()
                .update(it ->
                    it.tableName(TABLE)
                        .key(other)
                        .updateExpression(update)
                        .conditionExpression("attribute_not_exists(pk) OR " + condition)
                        .expressionAttributeNames(used(names(), update, condition))
                        .expressionAttributeValues(used(values, update, condition))
                        .returnValuesOnConditionCheckFailure(tells(tells)))
                .build(),
            TransactWriteItem.builder()
                .conditionCheck(check ->
                    check
                        .tableName(TABLE)
                        .key(key("p4", "never"))
                        .conditionExpression("attribute_not_exists(pk)"))
                .build()));
    return "done";
  }

  private static String query(
      DynamoDbClient client,
      Map<String, AttributeValue> key,
      Map<String, AttributeValue> values,
      boolean backwards,
      int limit) {
    StringBuilder told = new StringBuilder();
    Map<String, AttributeValue> start = Map.of();
    do {
      Map<String, AttributeValue> from = start;
      var page =
          client.query(it -> {
            it.tableName(TABLE)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :a AND :z")
                .filterExpression("attribute_not_exists(#n) OR #n >= :least")
                .expressionAttributeNames(Map.of("#n", "n"))
                .expressionAttributeValues(
                    Map.of(
                        ":pk", key.get("pk"),
                        ":a", AttributeValue.fromS("s0"),
                        ":z", AttributeValue.fromS("s3"),
                        ":least", values.get(":least")))
                .scanIndexForward(!backwards)
                .limit(limit);
            if (!from.isEmpty()) {
              it.exclusiveStartKey(from);
            }
          });
      page.items().forEach(item -> told.append(Values.text(item)).append('\n'));
      // Behind the last item AWS may say that there is more, DynamoDB Local does not.
      start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!start.isEmpty());
    return told.toString();
  }

  private static String index(DynamoDbClient client, boolean visits, boolean backwards, int limit) {
    var page =
        client.query(it ->
            it.tableName(TABLE)
                .indexName(visits ? "visits" : "lists")
                .keyConditionExpression("#hash = :hash")
                .expressionAttributeNames(Map.of("#hash", visits ? "visit" : "list"))
                .expressionAttributeValues(Map.of(":hash", AttributeValue.fromS("l1")))
                .scanIndexForward(!backwards)
                .select(limit == 1 ? Select.COUNT : null)
                .limit(limit));
    StringBuilder told = new StringBuilder().append(page.count()).append('\n');
    page.items().forEach(item -> told.append(Values.text(item)).append('\n'));
    return told.toString();
  }

  /// What came of a request, as a text: of a refusal its kind, and what it hands out.
  private static String told(java.util.function.Supplier<String> request) {
    try {
      return request.get();
    } catch (ConditionalCheckFailedException failed) {
      return "failed " + (failed.hasItem() ? Values.text(failed.item()) : "");
    } catch (TransactionCanceledException cancelled) {
      List<String> reasons = new ArrayList<>();
      cancelled
          .cancellationReasons()
          .forEach(reason ->
              reasons.add(reason.code() + (reason.hasItem() ? Values.text(reason.item()) : "")));
      return reasons.toString();
    } catch (DynamoDbException refused) {
      return refused.awsErrorDetails().errorCode();
    }
  }

  private static String all(DynamoDbClient client) {
    return client.scan(scan -> scan.tableName(TABLE)).items().stream()
        .map(Values::text)
        .sorted()
        .toList()
        .toString();
  }

  private static Map<String, AttributeValue> item(
      Dice dice, Map<String, AttributeValue> key, int number) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    values(dice)
        .forEach((name, value) -> {
          if (dice.chance(0.6)) {
            switch (name) {
              case ":n" -> item.put("n", value);
              case ":s" -> item.put("s", value);
              case ":set" -> item.put("set", value);
              case ":map" -> item.put("map", value);
              case ":list" -> item.put("list2", value);
              default -> {}
            }
          }
        });
    item.put("list", AttributeValue.fromS("l" + dice.below(3)));
    item.put("visit", AttributeValue.fromS("l" + dice.below(3)));
    item.put("listAt", AttributeValue.fromN(Integer.toString(number)));
    return item;
  }

  private static Map<String, AttributeValue> values(Dice dice) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":n", AttributeValue.fromN(Integer.toString(dice.below(6) - 1)));
    values.put(":least", AttributeValue.fromN(Integer.toString(dice.below(3))));
    values.put(":s", AttributeValue.fromS("x".repeat(1 + dice.below(3))));
    values.put(":t", AttributeValue.fromS("xyz"));
    values.put(":one", bytes(dice.below(3)));
    values.put(":set", AttributeValue.fromBs(List.of(bytes(0).b(), bytes(1 + dice.below(2)).b())));
    values.put(":empty", AttributeValue.fromL(List.of()));
    values.put(":list", AttributeValue.fromL(List.of(AttributeValue.fromS("i" + dice.below(9)))));
    values.put(
        ":map",
        AttributeValue.fromM(
            Map.of(
                "n", AttributeValue.fromN("1"),
                "s", AttributeValue.fromS("in"))));
    values.put(":type", AttributeValue.fromS(dice.chance(0.5) ? "N" : "S"));
    return values;
  }

  private static AttributeValue bytes(int value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {(byte) value, 7}));
  }

  private static Map<String, String> names() {
    return Map.of("#n", "n", "#s", "s", "#set", "set", "#map", "map", "#list", "list2");
  }

  private static <T> @Nullable Map<String, T> used(Map<String, T> all, String... expressions) {
    Map<String, T> used = new HashMap<>(all);
    used.keySet()
        .removeIf(name ->
            java.util.Arrays.stream(expressions)
                .noneMatch(it -> it.matches("(?s).*" + name + "(?![A-Za-z0-9_]).*")));
    return used.isEmpty() ? null : used;
  }

  private static ReturnValuesOnConditionCheckFailure tells(boolean tells) {
    return tells
        ? ReturnValuesOnConditionCheckFailure.ALL_OLD
        : ReturnValuesOnConditionCheckFailure.NONE;
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private static void make() {
    engine.createTable(table ->
        table
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(schema("pk", KeyType.HASH), schema("sk", KeyType.RANGE))
            .attributeDefinitions(
                definition("pk", "S"),
                definition("sk", "S"),
                definition("list", "S"),
                definition("visit", "S"),
                definition("listAt", "N"))
            .globalSecondaryIndexes(
                index("lists", "list", ProjectionType.ALL),
                index("visits", "visit", ProjectionType.KEYS_ONLY)));
  }

  private static GlobalSecondaryIndex index(String name, String hash, ProjectionType projection) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(schema(hash, KeyType.HASH), schema("listAt", KeyType.RANGE))
        .projection(it -> it.projectionType(projection))
        .build();
  }

  private static KeySchemaElement schema(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition definition(String name, String type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
