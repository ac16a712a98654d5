package app.firstbell.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.audit.AuditHead;
import app.firstbell.audit.AuditStore;
import app.firstbell.audit.Fact;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.organization.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
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
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

class AuditCommandTest {
  private static final String TABLE = "firstbell-dev-data-Accounts1A2B";
  private static final String CHATS = "firstbell-dev-data-Chats3C4D";
  private static final Command.VerifyAudit ALL =
      new Command.VerifyAudit(Optional.empty(), Optional.empty(), Optional.empty());

  static {
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
  }

  private final AmazonDynamoDBLocal local = DynamoDBEmbedded.create(true);
  private final DynamoDbClient client = local.dynamoDbClient();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void makeTable() {
    client.createTable(table ->
        table
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .attributeDefinitions(text("pk"), text("sk")));
    organization("demo");
    organization("quiet");
    happens("demo", 3);
  }

  @AfterEach
  void end() {
    local.shutdownNow();
  }

  @Test
  void allOrganizationsAreLookedThrough() {
    assertEquals(0, run(ALL));
    String said = said();
    assertTrue(said.contains("demo") && said.contains("head 3:"), said);
    assertTrue(said.contains("quiet") && said.contains("head 0:"), said);
    assertTrue(said.contains("2 organizations, 3 records: all intact"), said);
  }

  @Test
  void whatIsBrokenIsNamedAndTheExitSaysSo() {
    client.deleteItem(
        delete -> delete.tableName(TABLE).key(item("demo#audit", "1795348800002#f2")));
    assertEquals(1, run(ALL));
    assertTrue(said().contains("BROKEN at record 2: a record is missing (removed)"), said());
  }

  @Test
  void aHeadThatWasNotedIsHeldAgainstTheLog() {
    assertEquals(0, run(ALL));
    String head = said().replaceAll("(?s).*head (3:[0-9a-f]{64}).*", "$1");
    assertEquals(0, run(expecting(AuditHead.parse(head))));
    assertEquals(1, run(expecting(new AuditHead(2, "0".repeat(64)))));
    assertEquals(1, run(expecting(new AuditHead(9, "0".repeat(64)))));
  }

  @Test
  void whatTheStreamGaveUpIsWrittenOnce() {
    chatsTable();
    act("demo", 2, "rooms.created");
    act("demo", 9, "rooms.deleted");
    act("quiet", 4, "agents.invited");
    entry("quiet", "e#1", "ringing");
    entry("quiet", "e#2", "message");
    assertEquals(0, repair(Optional.of("demo")));
    assertTrue(said().contains("1 organizations, 2 acts and entries: 1 written"), said());
    assertEquals(0, repair(Optional.empty()));
    assertTrue(said().contains("2 organizations, 4 acts and entries: 2 written"), said());
    assertEquals(0, repair(Optional.empty()));
    assertTrue(said().contains("4 acts and entries: nothing is missing"), said());
    assertEquals(0, run(ALL));
    assertTrue(said().contains("2 organizations, 6 records: all intact"), said());
  }

  private int repair(Optional<String> organization) {
    out.reset();
    return new AuditRepair(client, new PrintStream(out, true, UTF_8))
        .run(
            new Command.RepairAudit(
                organization.map(TenantId::new), Optional.empty(), Optional.empty()));
  }

  /// Its record would be the one that [#happens] keeps of the same number.
  private void act(String tenant, int n, String what) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.putAll(item(tenant + "#act", (1_795_348_800_000L + n) + "#f" + n));
    row.putAll(
        Map.of(
            "act", AttributeValue.fromS("1"),
            "application", AttributeValue.fromS("rooms"),
            "what", AttributeValue.fromS(what),
            "by", AttributeValue.fromM(Map.of("kind", AttributeValue.fromS("member")))));
    client.putItem(put -> put.tableName(TABLE).item(row));
  }

  private void entry(String tenant, String sk, String kind) {
    Map<String, AttributeValue> row = new HashMap<>(item(tenant + "#chat#c1", sk));
    row.put("kind", AttributeValue.fromS(kind));
    row.put("by", AttributeValue.fromS("visitor"));
    row.put("at", AttributeValue.fromN("1795348800500"));
    client.putItem(put -> put.tableName(CHATS).item(row));
  }

  private void chatsTable() {
    client.createTable(table ->
        table
            .tableName(CHATS)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .attributeDefinitions(text("pk"), text("sk")));
  }

  private static Command.VerifyAudit expecting(AuditHead head) {
    return new Command.VerifyAudit(
        Optional.of(new TenantId("demo")), Optional.of(head), Optional.of(TABLE));
  }

  private int run(Command.VerifyAudit command) {
    out.reset();
    return new AuditCommand(client, new PrintStream(out, true, UTF_8)).run(command);
  }

  private String said() {
    return out.toString(UTF_8);
  }

  private void happens(String tenant, int facts) {
    for (int i = 1; i <= facts; i++) {
      Fact fact =
          new Fact(
              new TenantId(tenant),
              Instant.ofEpochMilli(1_795_348_800_000L + i),
              "f" + i,
              "rooms",
              "rooms.created",
              new Fact.By("member", "marta", "Marta", null),
              null,
              null,
              Map.of());
      new AuditStore(client, TABLE, new Contention(Pause.none()))
          .keep(fact.tenant(), List.of(fact));
    }
  }

  private void organization(String id) {
    client.putItem(put -> put.tableName(TABLE).item(item(id, "org")));
  }

  private static Map<String, AttributeValue> item(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType("S").build();
  }
}
