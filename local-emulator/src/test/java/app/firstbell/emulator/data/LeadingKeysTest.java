package app.firstbell.emulator.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.Local;
import app.firstbell.emulator.SmallAssembly;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// `dynamodb:LeadingKeys`, by which a policy names rows: for every call that names keys, each of
/// its keys counts.
class LeadingKeysTest {
  private static final String TABLE = "Accounts";
  private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/" + TABLE;
  private static Local local;

  @BeforeAll
  static void start() {
    local =
        Local.start(
            new SmallAssembly()
                .table(TABLE)
                .role("SessionsRole", statement("StringLike", "['*#session','platform#login']"))
                .function("Sessions", "SessionsRole")
                .role("RoomsRole", statement("StringNotLike", "'*#*'"))
                .function("Rooms", "RoomsRole")
                .role(
                    "BothRole",
                    statement("StringLike", "'*#session'")
                        + ","
                        + statement("StringNotLike", "'*#*'"))
                .function("Both", "BothRole"));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  private static String statement(String operator, String patterns) {
    return """
    {'Effect':'Allow','Resource':'%s','Action':['dynamodb:GetItem','dynamodb:PutItem','dynamodb:UpdateItem',
      'dynamodb:DeleteItem','dynamodb:ConditionCheckItem','dynamodb:Query','dynamodb:BatchGetItem','dynamodb:BatchWriteItem'],
     'Condition':{'ForAllValues:%s':{'dynamodb:LeadingKeys':%s}}}
    """
        .formatted(ARN, operator, patterns);
  }

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("1"));
  }

  private static TransactWriteItem check(String pk) {
    return TransactWriteItem.builder()
        .conditionCheck(c ->
            c.tableName(TABLE).key(key(pk)).conditionExpression("attribute_not_exists(nothing)"))
        .build();
  }

  private static TransactWriteItem put(String pk) {
    return TransactWriteItem.builder().put(p -> p.tableName(TABLE).item(key(pk))).build();
  }

  private static TransactWriteItem update(String pk) {
    return TransactWriteItem.builder()
        .update(u ->
            u.tableName(TABLE)
                .key(key(pk))
                .updateExpression("SET n = :n")
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("1"))))
        .build();
  }

  private static TransactWriteItem delete(String pk) {
    return TransactWriteItem.builder().delete(d -> d.tableName(TABLE).key(key(pk))).build();
  }

  private static void transact(DynamoDbClient db, TransactWriteItem... items) {
    db.transactWriteItems(t -> t.transactItems(items));
  }

  /// Calls that touch one row, and those that touch several: a harmless one first, then the one in
  /// question.
  enum Call {
    GET((db, pk) -> db.getItem(g -> g.tableName(TABLE).key(key(pk)))),
    PUT((db, pk) -> db.putItem(p -> p.tableName(TABLE).item(key(pk)))),
    UPDATE((db, pk) ->
        db.updateItem(u ->
            u.tableName(TABLE)
                .key(key(pk))
                .updateExpression("SET n = :n")
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("1"))))),
    DELETE((db, pk) -> db.deleteItem(d -> d.tableName(TABLE).key(key(pk)))),
    QUERY((db, pk) ->
        db.query(q ->
            q.tableName(TABLE)
                .keyConditionExpression("#p = :pk AND begins_with(sk, :sk)")
                .expressionAttributeNames(Map.of("#p", "pk"))
                .expressionAttributeValues(
                    Map.of(":pk", AttributeValue.fromS(pk), ":sk", AttributeValue.fromS("1"))))),
    QUERY_BACKWARDS((db, pk) ->
        db.query(q ->
            q.tableName(TABLE)
                .keyConditionExpression("sk = :sk and pk=:pk")
                .expressionAttributeValues(
                    Map.of(":pk", AttributeValue.fromS(pk), ":sk", AttributeValue.fromS("1"))))),
    BATCH_GET((db, pk) ->
        db.batchGetItem(b ->
            b.requestItems(
                Map.of(
                    TABLE,
                    KeysAndAttributes.builder()
                        .keys(
                            Stream.of("a#session", pk)
                                .distinct()
                                .map(LeadingKeysTest::key)
                                .toList())
                        .build())))),
    BATCH_WRITE((db, pk) ->
        db.batchWriteItem(b ->
            b.requestItems(
                Map.of(
                    TABLE,
                    List.of(
                        WriteRequest.builder().putRequest(p -> p.item(key("a#session"))).build(),
                        WriteRequest.builder().deleteRequest(d -> d.key(key(pk))).build()))))),
    TRANSACT_GET((db, pk) ->
        db.transactGetItems(t ->
            t.transactItems(
                TransactGetItem.builder()
                    .get(g -> g.tableName(TABLE).key(key("a#session")))
                    .build(),
                TransactGetItem.builder().get(g -> g.tableName(TABLE).key(key(pk))).build()))),
    TRANSACT_PUT((db, pk) -> transact(db, put("a#session"), put(pk))),
    TRANSACT_UPDATE((db, pk) -> transact(db, put("a#session"), update(pk))),
    TRANSACT_DELETE((db, pk) -> transact(db, put("a#session"), delete(pk))),
    TRANSACT_CHECK((db, pk) -> transact(db, put("a#session"), check(pk)));

    private final BiConsumer<DynamoDbClient, String> call;

    Call(BiConsumer<DynamoDbClient, String> call) {
      this.call = call;
    }

    void on(DynamoDbClient db, String pk) {
      call.accept(db, pk);
    }
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void aCallIsForTheRowsOfTheConditionAlone(Call call) {
    var db = local.dynamoDb("Sessions");

    call.on(db, "b#session");
    for (String other : List.of("b", "b#session#2", "b#audit", "platform#throttle")) {
      var denied = assertThrows(DynamoDbException.class, () -> call.on(db, other), other);
      assertEquals("AccessDeniedException", denied.awsErrorDetails().errorCode());
      String words = String.valueOf(denied.getMessage());
      assertTrue(words.contains("on resource: " + ARN), words);
    }
  }

  @Test
  void rowsWithoutAFixedPartAreNamedByWhatTheyDoNotHave() {
    var db = local.dynamoDb("Rooms");

    Call.PUT.on(db, "demo");
    Call.QUERY.on(db, "demo");
    for (String other : List.of("demo#session", "platform#login")) {
      assertThrows(DynamoDbException.class, () -> Call.GET.on(db, other), other);
    }
  }

  /// Each part of a transaction is judged for itself; a batch is judged whole, so two statements do
  /// not add up to one.
  @Test
  void twoStatementsCoverATransactionAndNotABatch() {
    var db = local.dynamoDb("Both");

    Call.TRANSACT_PUT.on(db, "b");
    Call.TRANSACT_GET.on(db, "b");
    Call.BATCH_GET.on(db, "b#session");
    assertThrows(DynamoDbException.class, () -> Call.BATCH_GET.on(db, "b"));
  }

  @Test
  void aRefusedTransactionWritesNothing() {
    var db = local.dynamoDb("Sessions");
    var fresh = "fresh#session";

    assertThrows(DynamoDbException.class, () -> transact(db, put(fresh), put("b#audit")));
    assertTrue(
        local
            .dynamoDb("operator")
            .getItem(g -> g.tableName(TABLE).key(key(fresh)))
            .item()
            .isEmpty());
  }
}
