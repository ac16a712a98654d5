package app.firstbell.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

class LedgerCommandTest {
  private static final String ACCOUNTS = "firstbell-dev-data-Accounts1A2B";
  private static final String CHATS = "firstbell-dev-data-Chats3C4D";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Command.VerifyLedger ALL =
      new Command.VerifyLedger(Optional.empty(), Optional.empty(), Optional.empty());

  static {
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
  }

  private final AmazonDynamoDBLocal local = DynamoDBEmbedded.create(true);
  private final DynamoDbClient client = local.dynamoDbClient();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void makeTables() {
    client.createTable(table ->
        table
            .tableName(ACCOUNTS)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .attributeDefinitions(attribute("pk"), attribute("sk")));
    client.createTable(table ->
        table
            .tableName(CHATS)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .globalSecondaryIndexes(
                GlobalSecondaryIndex.builder()
                    .indexName("lists")
                    .keySchema(key("list", KeyType.HASH))
                    .projection(all -> all.projectionType("ALL"))
                    .build())
            .attributeDefinitions(attribute("pk"), attribute("sk"), attribute("list")));
    organization("demo");
    organization("quiet");
    new Ledger(client, ACCOUNTS, new Contention(Pause.none()))
        .post(
            new Postings(
                    new TenantId("demo"),
                    PostingId.derived("test", new TenantId("demo"), "1"),
                    NOW,
                    By.SYSTEM)
                .creditsGranted(25),
            List.of(),
            List.of());
  }

  @AfterEach
  void end() {
    local.shutdownNow();
  }

  @Test
  void everyOrganizationsBooksAreLookedThrough() {
    assertEquals(0, run(ALL));
    String said = said();
    assertTrue(said.contains("demo") && said.contains("quiet"), said);
    assertTrue(said.contains("2 organizations, 1 postings: everything adds up"), said);
  }

  @Test
  void whatDiffersIsNamedAndTheExitSaysSo() {
    client.updateItem(update ->
        update
            .tableName(ACCOUNTS)
            .key(item("demo#balance", "credits"))
            .updateExpression("SET posted = :more, available = :more, spendable = :more")
            .expressionAttributeValues(Map.of(":more", AttributeValue.fromN("26"))));
    assertEquals(1, run(ALL));
    assertTrue(said().contains("a balance is not the sum of its entries: credits"), said());
    assertTrue(said().contains("DIFFERS"), said());
    assertEquals(0, run(of("quiet")));
    assertEquals(1, run(of("demo")));
  }

  private static Command.VerifyLedger of(String organization) {
    return new Command.VerifyLedger(
        Optional.of(new TenantId(organization)), Optional.of(ACCOUNTS), Optional.of(CHATS));
  }

  private int run(Command.VerifyLedger command) {
    out.reset();
    return new LedgerCommand(client, () -> NOW, new PrintStream(out, true, UTF_8)).run(command);
  }

  private String said() {
    return out.toString(UTF_8);
  }

  private void organization(String id) {
    client.putItem(put ->
        put.tableName(ACCOUNTS)
            .item(
                Map.of(
                    "pk", AttributeValue.fromS(id),
                    "sk", AttributeValue.fromS("org"),
                    "name", AttributeValue.fromS(id),
                    "greeting", AttributeValue.fromS("Hello"),
                    "rate", AttributeValue.fromN("10"),
                    "burst", AttributeValue.fromN("30"))));
    var opening = new BalanceStore(client, ACCOUNTS).opening(new TenantId(id), "EUR");
    client.transactWriteItems(write -> write.transactItems(opening));
  }

  private static Map<String, AttributeValue> item(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }
}
