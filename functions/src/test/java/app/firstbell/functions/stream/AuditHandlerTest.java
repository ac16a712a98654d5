package app.firstbell.functions.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.audit.AuditReader;
import app.firstbell.audit.AuditStore;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Ids;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditHandlerTest {
  private final String tenant = "t-" + Ids.secure().id();
  private final AuditHandler handler =
      new AuditHandler(
          new AuditStore(Town.engine(), Town.accountsTable(), new Contention(Pause.jittered())));

  @Test
  void everyDeliveryOfAFactIsKeptOnce() {
    DynamodbEvent event = event(record(1, "accepted"), record(2, "ended"));
    assertEquals(List.of(), failures(event));
    assertEquals(List.of(), failures(event));
    assertEquals(List.of("chat.accepted", "chat.ended"), kept());
  }

  /// The batch is delivered again from the record that failed, so what lies behind it must wait.
  @Test
  void itStopsAtTheFirstRecordThatFails() {
    for (int broken = 0; broken < 3; broken++) {
      String whose = "t-" + Ids.secure().id();
      List<DynamodbEvent.DynamodbStreamRecord> records = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        records.add(record(whose, i + 1, i == broken ? null : "accepted"));
      }
      DynamodbEvent event = new DynamodbEvent();
      event.setRecords(records);
      assertEquals(List.of("seq" + (broken + 1)), failures(event));
      assertEquals(broken, kept(whose).size());
    }
  }

  @Test
  void messagesHeadsAndDeletionsAreNoFacts() {
    DynamodbEvent.DynamodbStreamRecord head = record(1, "accepted");
    head.getDynamodb().getNewImage().put("sk", new AttributeValue().withS("head"));
    DynamodbEvent.DynamodbStreamRecord deleted = record(2, "accepted");
    deleted.getDynamodb().setNewImage(null);
    assertEquals(List.of(), failures(event(head, deleted, record(3, "message"))));
    assertEquals(List.of(), kept());
  }

  @Test
  void whatWasWrittenStaysOut() {
    DynamodbEvent.DynamodbStreamRecord left = record(1, "left");
    left.getDynamodb().getNewImage().put("by", new AttributeValue().withS("visitor"));
    left.getDynamodb().getNewImage().put("text", new AttributeValue().withS("canary"));
    left.getDynamodb().getNewImage().put("email", new AttributeValue().withS("canary@a.example"));
    left.getDynamodb().getNewImage().put("byName", new AttributeValue().withS("canary"));
    assertEquals(List.of(), failures(event(left)));
    assertFalse(items(tenant).toString().contains("canary"));
  }

  @Test
  void actsStandInTheSameChainAsChats() {
    assertEquals(List.of(), failures(event(record(1, "accepted"), act(2), record(3, "ended"))));
    assertEquals(List.of("chat.accepted", "agents.invited", "chat.ended"), kept());
    String act = items(tenant).get(1).toString();
    assertTrue(act.contains("Olga") && act.contains("Firstbell Inc."), act);
    assertTrue(act.contains("priya@a.example"), act);
    AuditReader reader = new AuditReader(Town.engine(), Town.accountsTable());
    assertTrue(reader.verify(new TenantId(tenant), Optional.empty()).isIntact());
  }

  /// What fails for one organization comes again; what was kept for another is not kept twice.
  @Test
  void theAnswerIsTheFirstThatWasNotKept() {
    String other = "t-" + Ids.secure().id();
    DynamodbEvent event =
        event(record(1, "accepted"), record(other, 2, "accepted"), record(3, "ended"));
    AuditHandler failing =
        new AuditHandler(
            new AuditStore(
                Planted.dyingAt(Town.engine(), 4, Planted.Death.BEFORE),
                Town.accountsTable(),
                new Contention(Pause.none())));
    assertEquals(List.of("seq2"), failures(failing, event));
    assertEquals(List.of(), failures(event));
    assertEquals(List.of("chat.accepted", "chat.ended"), kept());
    assertEquals(1, kept(other).size());
  }

  private DynamodbEvent.DynamodbStreamRecord act(int seq) {
    DynamodbEvent.DynamodbStreamRecord record = record(seq, null);
    Map<String, AttributeValue> image = record.getDynamodb().getNewImage();
    image.clear();
    image.put("pk", text(tenant + "#act"));
    image.put("sk", text("179500000000" + seq + "#act1"));
    image.put("act", text("1"));
    image.put("application", text("agents"));
    image.put("what", text("agents.invited"));
    image.put(
        "by",
        new AttributeValue()
            .withM(
                Map.of(
                    "kind", text("member"),
                    "id", text("olga"),
                    "name", text("Olga"),
                    "organization", text("Firstbell Inc."))));
    image.put(
        "subject", new AttributeValue().withM(Map.of("kind", text("member"), "id", text("priya"))));
    image.put("details", new AttributeValue().withM(Map.of("email", text("priya@a.example"))));
    return record;
  }

  private static AttributeValue text(String value) {
    return new AttributeValue().withS(value);
  }

  private DynamodbEvent.DynamodbStreamRecord record(int seq, @Nullable String kind) {
    return record(tenant, seq, kind);
  }

  private static DynamodbEvent.DynamodbStreamRecord record(
      String tenant, int seq, @Nullable String kind) {
    Map<String, AttributeValue> image = new HashMap<>();
    image.put("pk", new AttributeValue().withS(tenant + "#chat#" + "a".repeat(26)));
    image.put("sk", new AttributeValue().withS("e#000000000" + seq));
    image.put("at", new AttributeValue().withN(Long.toString(1_795_000_000_000L + seq)));
    image.put("by", new AttributeValue().withS("agent"));
    image.put("byId", new AttributeValue().withS("marta"));
    if (kind != null) {
      image.put("kind", new AttributeValue().withS(kind));
    }
    StreamRecord stream = new StreamRecord();
    stream.setNewImage(image);
    stream.setSequenceNumber("seq" + seq);
    DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
    record.setEventID("event" + seq);
    record.setDynamodb(stream);
    return record;
  }

  private static DynamodbEvent event(DynamodbEvent.DynamodbStreamRecord... records) {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(List.of(records));
    return event;
  }

  private List<String> failures(DynamodbEvent event) {
    return failures(handler, event);
  }

  private static List<String> failures(AuditHandler handler, DynamodbEvent event) {
    return handler.handleRequest(event, Town.NO_CONTEXT).getBatchItemFailures().stream()
        .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private List<String> kept() {
    return kept(tenant);
  }

  private static List<String> kept(String tenant) {
    return items(tenant).stream()
        .map(item -> String.valueOf(item.get("what")))
        .map(what -> what.replaceAll(".*S=([a-z.]+).*", "$1"))
        .toList();
  }

  private static List<Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue>>
      items(String tenant) {
    return Town.engine()
        .query(query ->
            query
                .tableName(Town.accountsTable())
                .keyConditionExpression("pk = :pk AND sk < :head")
                .expressionAttributeValues(
                    Map.of(
                        ":pk",
                        software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(
                            tenant + "#audit"),
                        ":head",
                        software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(
                            "head"))))
        .items();
  }
}
