package app.firstbell.functions.stream;

import static app.firstbell.functions.stream.Meter.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A plan's chats of a month: administrators are warned at four fifths and when all are used, once
/// each; then visitors leave messages, until the month is over or the plan is larger.
class AllowanceMeteringTest {
  private final Town town = new Town();
  private final Meter meter = new Meter(town);

  @Test
  void atFourFifthsOneWarningIsGiven() {
    plan("free");
    used(398);
    chat();
    assertEquals(List.of(), warnings());
    chat();
    assertEquals(List.of("chats-80#2026-11#500"), warnings());
    assertEquals(1, links().size());
    assertEquals("400", new Row(new Row(links().getFirst()).map("payload")).text("used"));
    chat();
    assertEquals(1, links().size());
    assertFalse(isUsedUp());
  }

  @Test
  void whenAllAreUsedVisitorsLeaveMessages() {
    plan("free");
    used(499);
    chat();
    Person marta = town.agentOnline("marta");
    assertTrue(isUsedUp());
    assertEquals(
        List.of("chats-100#2026-11#500", "chats-80#2026-11#500"), warnings(), "the one for both");
    assertEquals(1, links().size());

    JsonValue.Obj started = town.visitor().send("start", json -> json.text("text", "Hello?"));
    JsonValue.Obj head = started.object("chat").orElseThrow();
    assertEquals("missed", head.text("state").orElseThrow());
    assertEquals("chats-used-up", head.text("why").orElseThrow());
    assertEquals(0, marta.got("ring").size(), "nobody was rung");

    deliver(Delivered.ofChat(town.tenant, head.text("id").orElseThrow()));
    assertEquals("500/0/2", meter.month(), "who was refused has used nothing");
    assertEquals(1, links().size());
  }

  /// A chat is used when it is over: those that were let in while others talked may overshoot.
  @Test
  void asManyAsTalkAtOnceMayOvershoot() {
    plan("free");
    used(499);
    Person marta = town.agentOnline("marta");
    List<String> chats =
        List.of(town.visitor().start("Hello?"), town.visitor().start("Good evening"));
    assertFalse(isUsedUp(), "nothing is used while they talk");
    for (String chat : chats) {
      marta.accept(chat);
      marta.end(chat);
      deliver(Delivered.ofChat(town.tenant, chat));
      assertTrue(isUsedUp());
    }
    assertEquals("501/2/0", meter.month());
    assertEquals(1, links().size());
  }

  @Test
  void aLargerPlanCountsAtOnceAndWarnsOfItsOwn() {
    plan("free");
    used(499);
    chat();
    assertTrue(isUsedUp());
    plan("team");
    assertFalse(isUsedUp());
    used(1_599);
    chat();
    assertTrue(warnings().contains("chats-80#2026-11#2000"), warnings().toString());
    used(1_999);
    chat();
    assertTrue(isUsedUp());
    plan("business");
    assertFalse(isUsedUp());
  }

  @Test
  void theNextMonthBeginsAnew() {
    plan("free");
    used(499);
    chat();
    assertTrue(isUsedUp());
    town.clock.advance(Duration.ofDays(9));
    assertFalse(isUsedUp());
  }

  @ParameterizedTest
  @EnumSource(Planted.Death.class)
  void afterACrashAnywhereItIsSaidOnce(Planted.Death death) {
    for (int call = 1; call < 40; call++) {
      AllowanceMeteringTest other = new AllowanceMeteringTest();
      other.plan("free");
      other.used(499);
      List<DynamodbStreamRecord> records =
          Delivered.ofChat(other.town.tenant, other.town.visitor().start("Hello?"));
      List<String> failed =
          failures(other.meter.handler(Planted.dyingAt(Town.engine(), call, death)), records);
      other.deliver(records);
      assertTrue(other.isUsedUp(), "call " + call);
      assertEquals(1, other.links().size(), "call " + call);
      if (failed.isEmpty()) {
        return;
      }
    }
    throw new AssertionError("it never came through");
  }

  private void chat() {
    deliver(Delivered.ofChat(town.tenant, town.visitor().start("Hello?")));
  }

  private void deliver(List<DynamodbStreamRecord> records) {
    assertEquals(List.of(), failures(meter.handler(), records));
  }

  private void plan(String plan) {
    set(town.tenant.value(), "org", "#name = :value", "plan", AttributeValue.fromS(plan));
  }

  private void used(long chats) {
    set(
        town.tenant + "#use",
        "2026-11",
        "#name = :value",
        "chats",
        AttributeValue.fromN(Long.toString(chats)));
  }

  private static void set(
      String pk, String sk, String assignment, String name, AttributeValue value) {
    Town.engine()
        .updateItem(update ->
            update
                .tableName(Town.accountsTable())
                .key(Item.key(pk, sk).build())
                .updateExpression("SET " + assignment)
                .expressionAttributeNames(Map.of("#name", name))
                .expressionAttributeValues(Map.of(":value", value)));
  }

  private boolean isUsedUp() {
    Organization organization =
        new OrganizationStore(Town.engine(), Town.accountsTable())
            .organization(town.tenant)
            .orElseThrow();
    return organization.isUsedUp(town.clock.instant());
  }

  private List<String> warnings() {
    return rows("#notice").stream().map(row -> new Row(row).text("sk")).toList();
  }

  private List<Map<String, AttributeValue>> links() {
    return rows("#link");
  }

  private List<Map<String, AttributeValue>> rows(String kind) {
    return Town.engine()
        .query(query ->
            query
                .tableName(Town.accountsTable())
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", town.tenant + kind).build())
                .consistentRead(true))
        .items();
  }
}
