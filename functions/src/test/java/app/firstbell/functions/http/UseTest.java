package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Item;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Locality;
import app.firstbell.organization.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What was used by day, room and agent, and what is left of what is included.
class UseTest {
  private final Till till = Till.open();

  @Test
  void useIsShownByDayRoomAndAgent() {
    part(
        "2026-11#000000",
        "03a general ada 1000 9000 5 k1",
        "03a general ada 1000 9000 5 k2",
        "03m general - 0 0 1 k3",
        "03r general - 0 0 1 k4");
    part("2026-11#000001", "03o general h--noor 1000 9000 5 k5", "05m gone - 0 0 1 k6");
    part("2026-11#000002", "06a general ada 1000 9000 5 k7");
    part("2026-10#000000", "31a general ada 1000 9000 5 k8");
    month("2026-11", 5);
    Lobby.Reply days = use(Map.of("from", "2026-11-01", "to", "2026-11-05"));
    assertEquals(200, days.status(), days.response().getBody());
    assertEquals(
        List.of("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"),
        Office.each(days, "key"));
    assertEquals(List.of(0L, 0L, 4L, 0L, 1L), numbers(days, "chats"));
    assertEquals(List.of(0L, 0L, 1L, 0L, 0L), numbers(days, "byOperators"));

    Lobby.Reply rooms = use(Map.of("from", "2026-11-01", "to", "2026-11-05", "by", "room"));
    assertEquals(List.of("general", "gone"), Office.each(rooms, "key"));
    assertEquals(Optional.of("GENERAL"), item(rooms, 0).text("name"));
    assertEquals(Optional.empty(), item(rooms, 1).text("name"));

    Lobby.Reply agents = use(Map.of("from", "2026-11-01", "to", "2026-11-05", "by", "agent"));
    assertEquals(List.of("ada", "h--noor"), Office.each(agents, "key"));
    assertEquals(List.of("Name of ada", "Operator"), Office.each(agents, "name"));
    assertEquals(List.of(2L, 1L), numbers(agents, "answered"));
  }

  @Test
  void theMonthUntilTodayIsShownUnlessTold() {
    Lobby.Reply days = use(Map.of());
    assertEquals("2026-11-01", days.text("from"));
    assertEquals("2026-11-22", days.text("to"));
    assertEquals(22, days.body().array("items").orElseThrow().size());
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals(400, use(Map.of("from", "yesterday")).status());
    assertEquals(400, use(Map.of("to", "2026-02-30")).status());
    assertEquals(400, use(Map.of("from", "2026-11-05", "to", "2026-11-04")).status());
    assertEquals(400, use(Map.of("from", "2025-11-21", "to", "2026-11-22")).status());
    assertEquals(200, use(Map.of("from", "2025-11-22", "to", "2026-11-22")).status());
    assertEquals(400, use(Map.of("by", "moon")).status());
  }

  @Test
  void theFileHasTheSameNumbers() {
    part("2026-11#000000", "03a general ada 1500 9000 5 k1", "03m general - 0 0 1 k2");
    Lobby.Reply file =
        till.get(
            till.ada(),
            "/use/export",
            Map.of("from", "2026-11-01", "to", "2026-11-05", "by", "room"));
    assertEquals("text/csv; charset=utf-8", file.header("Content-Type"));
    assertEquals(
        "room,name,chats,answered,missed,byOperators,waitMillis,talkMillis,messages\r\n"
            + "general,GENERAL,2,1,1,0,1500,9000,6\r\n",
        file.response().getBody());
  }

  /// The month is the organization's own: at ten in the morning of UTC it is December in Kiritimati
  /// fourteen hours earlier than anywhere else.
  @Test
  void theEntitlementIsOfTheMonthOfTheOrganizationsClock() {
    till.tea()
        .lobby()
        .change(account ->
            account
                .with(Plan.FREE)
                .with(new Locality("KI", account.locality().currency(), "Pacific/Kiritimati")));
    month("2026-11", 2);
    part("2026-11#000000", "30m general - 0 0 1 k1");
    Lobby.Reply free = till.get(till.ada(), "/entitlements", Map.of());
    assertEquals(200, free.status(), free.response().getBody());
    assertEquals(3, Till.number(free.body(), "chats", "used"));
    assertEquals(500, Till.number(free.body(), "chats", "of"));
    assertEquals(
        Instant.parse("2026-11-30T10:00:00Z").toEpochMilli(),
        Till.number(free.body(), "chats", "until"));
    assertEquals("ok", chats(free).text("state").orElseThrow());
    month("2026-11", 399);
    assertEquals(
        "near", chats(till.get(till.ada(), "/entitlements", Map.of())).text("state").orElseThrow());
    month("2026-11", 499);
    assertEquals(
        "used-up",
        chats(till.get(till.ada(), "/entitlements", Map.of())).text("state").orElseThrow());
  }

  @Test
  void everyMemberSeesWhatIsLeft() {
    String max = till.tea().hire("max", Role.MEMBER, Permission.ANSWER_CHATS);
    Lobby.Reply without = till.get(max, "/entitlements", Map.of());
    assertEquals("platform", without.text("package"));
    assertTrue(chats(without).get("of").isEmpty(), "the plan has no end");
    assertTrue(without.body().get("credits").isEmpty());
    till.put(till.rosa(), "/package", json -> json.text("package", "operations"));
    till.post(till.rosa(), "/fee-payments", json -> json.number("months", 1));
    till.post(
        till.rosa(), "/credit-grants", json -> json.number("credits", 25).text("memo", "Welcome"));
    Lobby.Reply with = till.get(max, "/entitlements", Map.of());
    assertEquals(25, Till.number(with.body(), "credits", "available"));
    assertEquals("ok", with.body().object("credits").orElseThrow().text("state").orElseThrow());
    assertEquals(200, till.get(max, "/use", Map.of()).status());
    assertEquals(404, till.get(Till.open().ada(), "/entitlements", Map.of()).status());
  }

  private Lobby.Reply use(Map<String, String> query) {
    return till.get(till.ada(), "/use", query);
  }

  private void part(String sk, String... chats) {
    put(Item.key(till.customer() + "#use", sk).set("chats", List.of(chats)).number("at", 0));
  }

  private void month(String month, long chats) {
    put(Item.key(till.customer() + "#use", month).number("chats", chats));
  }

  private void put(Item item) {
    var parts = till.tea().lobby().parts;
    parts.client().putItem(put -> put.tableName(parts.table()).item(item.build()));
  }

  private static JsonValue.Obj chats(Lobby.Reply reply) {
    return reply.body().object("chats").orElseThrow();
  }

  private static JsonValue.Obj item(Lobby.Reply page, int index) {
    return (JsonValue.Obj) page.body().array("items").orElseThrow().get(index);
  }

  private static List<Long> numbers(Lobby.Reply page, String field) {
    return page.body().array("items").orElseThrow().stream()
        .map(item -> ((JsonValue.Obj) item).whole(field).orElseThrow())
        .toList();
  }
}
