package app.firstbell.emulator.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.Local;
import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.aws.AwsFailure;
import app.firstbell.emulator.lambda.Principal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoDbApiTest {
  private static Local local;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private DynamoDbClient db;
  private String pk;

  @BeforeAll
  static void start() {
    local =
        Local.start(
            new SmallAssembly()
                .table("Chats")
                .role(
                    "ReaderRole",
                    """
                    {'Effect':'Allow','Action':['dynamodb:GetItem','dynamodb:Query'],
                     'Resource':'arn:aws:dynamodb:us-east-1:000000000000:table/Chats'}
                    """)
                .function("Reader", "ReaderRole")
                .role(
                    "TenantRole",
                    """
                    {'Effect':'Allow','Action':['dynamodb:PutItem','dynamodb:Query'],
                     'Resource':'arn:aws:dynamodb:us-east-1:000000000000:table/Chats',
                     'Condition':{'ForAllValues:StringLike':{'dynamodb:LeadingKeys':['acme#*']}}}
                    """)
                .function("Tenant", "TenantRole"));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @BeforeEach
  void fresh() {
    db = local.dynamoDb("operator");
    pk = "item" + NUMBER.incrementAndGet();
    local.stats.reset();
  }

  @AfterEach
  void heal() {
    local.data.dynamoDb().faults(Faults.NONE);
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private Map<String, AttributeValue> key() {
    return Map.of("pk", s(pk), "sk", s("1"));
  }

  private void put(String value) {
    db.putItem(r -> r.tableName("Chats").item(Map.of("pk", s(pk), "sk", s("1"), "text", s(value))));
  }

  @Test
  void whatIsPutIsRead() {
    put("grüß dich \uD83D\uDC4B");
    assertEquals(
        s("grüß dich \uD83D\uDC4B"),
        db.getItem(r -> r.tableName("Chats").key(key())).item().get("text"));
  }

  @Test
  void aFailedConditionTellsTheWinnerOnlyToWhoAsked() {
    put("first");
    var told =
        assertThrows(
            ConditionalCheckFailedException.class,
            () ->
                db.putItem(r ->
                    r.tableName("Chats")
                        .item(key())
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    assertEquals(s("first"), told.item().get("text"));
    var untold =
        assertThrows(
            ConditionalCheckFailedException.class,
            () ->
                db.putItem(r ->
                    r.tableName("Chats")
                        .item(key())
                        .conditionExpression("attribute_not_exists(pk)")));
    assertFalse(untold.hasItem());
    assertEquals("The conditional request failed", untold.awsErrorDetails().errorMessage());
  }

  @Test
  void aCancelledTransactionGivesItsReasonsInOrder() {
    put("there");
    var cancelled =
        assertThrows(
            TransactionCanceledException.class,
            () ->
                db.transactWriteItems(r ->
                    r.transactItems(
                        TransactWriteItem.builder()
                            .put(p -> p.tableName("Chats").item(Map.of("pk", s(pk), "sk", s("2"))))
                            .build(),
                        TransactWriteItem.builder()
                            .put(p ->
                                p.tableName("Chats")
                                    .item(key())
                                    .conditionExpression("attribute_not_exists(pk)")
                                    .returnValuesOnConditionCheckFailure("ALL_OLD"))
                            .build())));
    assertEquals("None", cancelled.cancellationReasons().getFirst().code());
    assertEquals("ConditionalCheckFailed", cancelled.cancellationReasons().getLast().code());
    assertEquals(s("there"), cancelled.cancellationReasons().getLast().item().get("text"));
    assertEquals(4, local.stats.get("table.Chats.writeUnits") - 1, "prepared, so it is paid for");
  }

  @Test
  void unitsAreCountedByAwsRulesForTableAndCaller() {
    local.dynamoDb("Reader").getItem(r -> r.tableName("Chats").key(key()));
    assertEquals(0.5, local.stats.get("table.Chats.readUnits"), "nothing found, the least");
    assertEquals(0.5, local.stats.get("function.Reader.readUnits"));
    local
        .dynamoDb("Reader")
        .query(r ->
            r.tableName("Chats")
                .keyConditionExpression("pk = :p")
                .expressionAttributeValues(Map.of(":p", s("nobody"))));
    assertEquals(1, local.stats.get("function.Reader.readUnits"), "the engine says 0, AWS 0.5");
    put("x".repeat(2_500));
    assertEquals(3, local.stats.get("table.Chats.writeUnits"), "each begun KB");
    local.stats.reset();
    assertThrows(
        ConditionalCheckFailedException.class,
        () ->
            db.deleteItem(r ->
                r.tableName("Chats").key(key()).conditionExpression("attribute_not_exists(pk)")));
    assertEquals(3, local.stats.get("table.Chats.writeUnits"), "by the size of what lay there");
    local.stats.reset();
    db.transactWriteItems(r ->
        r.transactItems(
            TransactWriteItem.builder()
                .put(p -> p.tableName("Chats").item(Map.of("pk", s(pk), "sk", s("9"))))
                .build(),
            TransactWriteItem.builder()
                .conditionCheck(c ->
                    c.tableName("Chats").key(key()).conditionExpression("attribute_exists(pk)"))
                .build()));
    assertEquals(4, local.stats.get("table.Chats.writeUnits"), "a check costs as a write");
  }

  @Test
  void capacityIsAnsweredOnlyToWhoAsked() {
    put("a");
    assertNull(db.getItem(r -> r.tableName("Chats").key(key())).consumedCapacity());
    assertEquals(
        1.0,
        db.getItem(r ->
                r.tableName("Chats")
                    .key(key())
                    .consistentRead(true)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
            .consumedCapacity()
            .capacityUnits());
  }

  @Test
  void aFunctionMayOnlyWhatItsRoleSays() {
    var reader = local.dynamoDb("Reader");
    var refused =
        assertThrows(
            DynamoDbException.class, () -> reader.putItem(r -> r.tableName("Chats").item(key())));
    assertEquals("AccessDeniedException", refused.awsErrorDetails().errorCode());
    assertEquals(
        "User: arn:aws:sts::000000000000:assumed-role/ReaderRole/Reader is not authorized to"
            + " perform: dynamodb:PutItem on resource:"
            + " arn:aws:dynamodb:us-east-1:000000000000:table/Chats because no identity-based"
            + " policy allows the dynamodb:PutItem action",
        refused.awsErrorDetails().errorMessage());
    assertFalse(db.getItem(r -> r.tableName("Chats").key(key())).hasItem());
    var index =
        assertThrows(
            DynamoDbException.class,
            () ->
                reader.query(r ->
                    r.tableName("Chats")
                        .indexName("lists")
                        .keyConditionExpression("#l = :l")
                        .expressionAttributeNames(Map.of("#l", "list"))
                        .expressionAttributeValues(Map.of(":l", s("x")))));
    assertTrue(
        index.awsErrorDetails().errorMessage().contains("table/Chats/index/lists"),
        "an index is a resource of its own");
    assertThrows(
        DynamoDbException.class,
        () ->
            reader.transactWriteItems(r ->
                r.transactItems(
                    TransactWriteItem.builder()
                        .put(p -> p.tableName("Chats").item(key()))
                        .build())),
        "a transaction needs what its actions need");
  }

  @Test
  void aTenantsRoleReachesItsOwnPartitionsOnly() {
    var tenant = local.dynamoDb("Tenant");
    tenant.putItem(r -> r.tableName("Chats").item(Map.of("pk", s("acme#" + pk), "sk", s("1"))));
    assertThrows(
        DynamoDbException.class, () -> tenant.putItem(r -> r.tableName("Chats").item(key())));
    assertThrows(
        DynamoDbException.class,
        () ->
            tenant.query(r ->
                r.tableName("Chats")
                    .keyConditionExpression("#p = :p AND sk = :s")
                    .expressionAttributeNames(Map.of("#p", "pk"))
                    .expressionAttributeValues(Map.of(":p", s("other#1"), ":s", s("1")))));
  }

  @Test
  void malformedAndUnknownCallsAreRefusedAndChangeNothing() {
    var api = local.data.dynamoDb();
    var operator = Principal.OPERATOR;
    for (String body : new String[] {"not json", "[]", "{\"TableName\": 3}", "{\"Key\":\"x\"}"}) {
      var answer = api.answer("GetItem", operator, body.getBytes(StandardCharsets.UTF_8));
      assertEquals(400, answer.status());
      assertTrue(text(answer.body()).contains("SerializationException"), body);
    }
    assertTrue(
        text(api.answer("CreateGlobalTable", operator, new byte[0]).body())
            .contains("the emulator does not do DynamoDB's CreateGlobalTable"));
    assertEquals(
        "ValidationException",
        assertThrows(
                DynamoDbException.class,
                () -> db.getItem(r -> r.tableName("Chats").key(Map.of("pk", s("a")))))
            .awsErrorDetails()
            .errorCode());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Test
  void faultsHitBeforeOrAfterTheEffect() {
    var once = new AtomicInteger();
    local
        .data
        .dynamoDb()
        .faults(
            new Faults() {
              @Override
              public void before(String operation, Set<String> tables) {
                if (operation.equals("GetItem") && once.getAndIncrement() == 0) {
                  throw Faults.throttled();
                }
              }

              @Override
              public void after(String operation, Set<String> tables) {
                if (operation.equals("PutItem")) {
                  throw new AwsFailure(400, "TransactionConflictException", "lost");
                }
              }
            });
    assertThrows(DynamoDbException.class, () -> put("kept"));
    assertEquals(
        s("kept"),
        db.getItem(r -> r.tableName("Chats").key(key())).item().get("text"),
        "the SDK tried again after the throttle, and the put had its effect");
    assertEquals(2, once.get());
  }

  @Test
  void anItemWhoseTimeIsOverGoesWhenTheClockMoves() {
    long in90 = local.clock.instant().getEpochSecond() + 90;
    db.putItem(r ->
        r.tableName("Chats")
            .item(Map.of("pk", s(pk), "sk", s("1"), "ttl", AttributeValue.fromN("" + in90))));
    local.put("Chats", pk, "2");
    db.updateItem(r ->
        r.tableName("Chats")
            .key(Map.of("pk", s(pk), "sk", s("2")))
            .updateExpression("SET #t = :t")
            .expressionAttributeNames(Map.of("#t", "ttl"))
            .expressionAttributeValues(Map.of(":t", AttributeValue.fromN("" + in90))));
    assertTrue(db.getItem(r -> r.tableName("Chats").key(key())).hasItem());
    local.clock.advance(Duration.ofSeconds(91));
    Local.await(
        "both expired items are gone",
        () ->
            db.query(r ->
                    r.tableName("Chats")
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", s(pk))))
                .items()
                .isEmpty());
  }

  @Test
  void aDataDirectoryKeepsTheTableAndRefusesAnotherShape(@TempDir Path directory) {
    try (var first =
        Local.start(
            new SmallAssembly().table("Kept"), Optional.of(directory), new Local.Scripted())) {
      first.put("Kept", "a", "1", "text", "still here");
      first.clock.advance(Duration.ofDays(2));
    }
    try (var second =
        Local.start(
            new SmallAssembly().table("Kept"), Optional.of(directory), new Local.Scripted())) {
      assertEquals(Duration.ofDays(2), second.clock.offset(), "the clock does not go back");
      assertEquals(
          s("still here"),
          second
              .dynamoDb("operator")
              .getItem(r -> r.tableName("Kept").key(Map.of("pk", s("a"), "sk", s("1"))))
              .item()
              .get("text"));
    }
    var other =
        new SmallAssembly()
            .with(
                "AWS::DynamoDB::Table",
                "Kept",
                "Kept",
                "arn:aws:dynamodb:us-east-1:000000000000:table/Kept",
                """
                {'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],'BillingMode':'PAY_PER_REQUEST',
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}]}
                """);
    var refused =
        assertThrows(
            IllegalStateException.class,
            () -> Local.start(other, Optional.of(directory), new Local.Scripted()));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("the kept table Kept cannot serve the template: its key"),
        refused::getMessage);
  }

  @Test
  void anUnknownPropertyIsRefusedByName() {
    var odd =
        new SmallAssembly()
            .with("AWS::DynamoDB::Table", "Odd", "Odd", "arn", "{'ImportSourceSpecification':{}}");
    var refused = assertThrows(IllegalArgumentException.class, () -> Local.start(odd));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("table Odd has the property ImportSourceSpecification"));
  }
}
