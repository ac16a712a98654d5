package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Row;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Logging in as a customer: for a reason, for a time, and told under both names (T5).
class SupportTest {
  private static final String REASON = "Marta asked us by phone to open the room Orders.";
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String rosa = "";
  private TenantId customer = TenantId.PLATFORM;

  @BeforeEach
  void resellerAndCustomer() {
    rosa = office.of(OrganizationKind.RESELLER, TenantId.PLATFORM);
    Lobby.Reply made =
        lobby
            .ask("POST /organizations")
            .at(office.organizations())
            .as(rosa)
            .send(json ->
                json.text("name", "Tea")
                    .text("country", "PT")
                    .text("currency", "EUR")
                    .text("timezone", "Europe/Lisbon")
                    .text("pricing", "prepaid")
                    .object(
                        "owner", o -> o.text("name", "Marta").text("email", lobby.email("marta"))));
    customer = new TenantId(made.text("id"));
  }

  @Test
  void supportSeesAndEditsUnderBothNames() {
    Lobby.Reply entered = enter(rosa, "s1", 30);
    assertEquals(201, entered.status());
    assertTrue(entered.body().text("refreshToken").isEmpty());
    JsonValue.Obj by = entered.body().object("support").orElseThrow().object("by").orElseThrow();
    assertEquals("Name of ada", by.text("name").orElseThrow());
    String token = entered.text("token");
    assertEquals(token.split("\\.", -1).length, 3);
    assertEquals(200, lobby.current(token).status());
    assertEquals(201, room(token));
    Row act =
        lobby.rows(customer + "#act").stream()
            .filter(row -> row.text("what").equals("rooms.created"))
            .findFirst()
            .orElseThrow();
    Row who = new Row(act.map("by"));
    assertEquals("support", who.text("kind"));
    assertEquals("Name of ada", who.text("name"));
    assertEquals("Northwind Tea", who.text("organization"));
    assertEquals("Tea", act.text("as"));
    assertTrue(
        lobby.rows(customer + "#act").stream()
            .filter(row -> row.text("what").equals("support.entered"))
            .anyMatch(row -> new Row(row.map("details")).text("reason").equals(REASON)));
  }

  @Test
  void itEndsByItselfAndIsRepeatedWithoutASecond() {
    Lobby.Reply entered = enter(rosa, "s1", 5);
    Lobby.Reply again = enter(rosa, "s1", 5);
    assertEquals(entered.text("session"), again.text("session"));
    assertEquals(1, lobby.rows(customer + "#session").size());
    lobby.clock.advance(Duration.ofMinutes(5));
    assertEquals(401, lobby.current(entered.text("token")).status());
    assertEquals(409, enter(rosa, "s1", 5).status());
  }

  @Test
  void reasonAndTimeHaveTheirBounds() {
    assertEquals(400, enter(rosa, "a", 4).status());
    assertEquals(400, enter(rosa, "b", 61).status());
    assertEquals(400, enter(rosa, "c", 30, "too short").status());
    assertEquals(400, enter(rosa, "d", 30, " ".repeat(20)).status());
    assertEquals(400, enter(rosa, "e", 30, "x".repeat(501)).status());
  }

  @Test
  void whoMayNotEnterDoesNot() {
    String plain = office.hire("plain", Role.MEMBER, Permission.ANSWER_CHATS);
    assertEquals(404, enter(plain, "a", 30).status());
    Office other = Office.open();
    String stranger = other.of(OrganizationKind.RESELLER, TenantId.PLATFORM);
    assertEquals(404, enter(stranger, "b", 30).status());
    // One's own organization is no customer.
    assertEquals(
        403,
        office
            .ask("POST", "/support-sessions", office.support())
            .as(rosa)
            .send(json -> json.text("reason", REASON).number("minutes", 30))
            .status());
  }

  @Test
  void supportNeverTouchesWhatOpensDoors() {
    String token = enter(rosa, "s1", 30).text("token");
    String marta = lobby.parts.members().all(customer).getFirst().id().value();
    for (String body :
        List.of(
            "{\"email\":\"mine@harbor.example\"}",
            "{\"role\":\"member\"}",
            "{\"status\":\"disabled\"}",
            "{\"portalAccess\":false}")) {
      assertEquals(403, member(token, marta, body), body);
    }
    assertEquals(200, member(token, marta, "{\"name\":\"Marta O.\"}"));
    assertEquals(403, organization(token, 1, "{\"billing\":{\"taxId\":\"1\"}}"));
    assertEquals(403, organization(token, 1, "{\"plan\":\"team\"}"));
    assertEquals(200, organization(token, 1, "{\"settings\":{\"greeting\":\"Hello\"}}"));
    assertEquals(
        403,
        office
            .ask("POST", customer, "/api-keys", office.keys())
            .as(token)
            .send(json -> json.text("name", "k").texts("scopes", List.of("rooms:read")))
            .status());
    assertEquals(
        403,
        office
            .ask("PUT", customer, "/suspension", office.organizations())
            .as(token)
            .send(json -> json.text("reason", "x"))
            .status());
    assertEquals(403, enter(token, "s2", 30).status());
  }

  @Test
  void whoeverIsInIsOutWhenTheOrganizationIsDeleted() {
    String token = enter(rosa, "s1", 30).text("token");
    assertEquals(200, lobby.current(token).status());
    assertEquals(
        204,
        office
            .ask("DELETE", customer, "", office.organizations())
            .as(rosa)
            .header("if-match", "\"1\"")
            .send()
            .status());
    assertEquals(401, lobby.current(token).status());
    assertEquals(401, room(token));
    assertEquals(409, enter(rosa, "s2", 30).status());
  }

  @Test
  void anAdministratorSeesWhoIsInAndEndsIt() {
    Office tea = Office.open();
    String ada = tea.of(OrganizationKind.CUSTOMER, lobby.tenant);
    String priya = tea.hire("priya", Role.MEMBER, Permission.MANAGE_AGENTS);
    customer = tea.lobby().tenant;
    Lobby.Reply entered = enter(rosa, "s1", 30);
    List<JsonValue.Obj> shown =
        sessions(tea, ada).stream().filter(it -> it.object("support").isPresent()).toList();
    assertEquals(1, shown.size());
    JsonValue.Obj support = shown.getFirst().object("support").orElseThrow();
    assertEquals(REASON, support.text("reason").orElseThrow());
    assertEquals("Name of ada", support.object("by").orElseThrow().text("name").orElseThrow());
    assertEquals(
        List.of(),
        sessions(tea, priya).stream().filter(it -> it.object("support").isPresent()).toList());
    assertEquals(404, end(tea, priya, entered.text("session")));
    assertEquals(200, lobby.current(entered.text("token")).status());
    assertEquals(204, end(tea, ada, entered.text("session")));
    assertEquals(401, lobby.current(entered.text("token")).status());
    assertTrue(tea.lobby().told().contains("support.ended"));
    assertEquals(404, end(tea, ada, entered.text("session")), "it is ended");
  }

  private static List<JsonValue.Obj> sessions(Office at, String token) {
    return at.lobby().ask("GET /sessions").as(token).send().body().array("items").stream()
        .flatMap(List::stream)
        .map(it -> (JsonValue.Obj) it)
        .toList();
  }

  private static int end(Office at, String token, String session) {
    return at.lobby()
        .ask("DELETE /sessions/{session}")
        .path("session", session)
        .as(token)
        .send()
        .status();
  }

  private Lobby.Reply enter(String token, String repeat, int minutes) {
    return enter(token, repeat, minutes, REASON);
  }

  private Lobby.Reply enter(String token, String repeat, int minutes, String reason) {
    return office
        .ask("POST", customer, "/support-sessions", office.support())
        .as(token)
        .header("idempotency-key", repeat)
        .send(json -> json.text("reason", reason).number("minutes", minutes));
  }

  private int room(String token) {
    return office
        .ask("POST", customer, "/rooms", office.rooms())
        .as(token)
        .send(json -> json.text("name", "Orders"))
        .status();
  }

  private int member(String token, String id, String body) {
    return office
        .ask("PATCH", customer, "/members/{member}", office.members())
        .path("member", id)
        .as(token)
        .header("if-match", "\"1\"")
        .sendRaw(body)
        .status();
  }

  private int organization(String token, long version, String body) {
    return office
        .ask("PATCH", customer, "", office.organizations())
        .as(token)
        .header("if-match", "\"" + version + "\"")
        .sendRaw(body)
        .status();
  }
}
