package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rooms of an organization, and who serves them.
class RoomsTest {
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String ada = "";

  @BeforeEach
  void organization() {
    ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
  }

  @Test
  void aRoomIsOpenedEditedAndClosed() {
    Lobby.Reply made = create(json -> json.text("name", "Orders & Returns"));
    assertEquals(201, made.status());
    assertEquals("orders-returns", made.text("id"));
    assertEquals(Optional.of(45L), made.body().whole("ringSeconds"));
    create(json -> json.text("name", "Advice").number("ringSeconds", 30));
    assertEquals(List.of("GENERAL", "Advice", "Orders & Returns"), Office.each(list(), "name"));
    Lobby.Reply renamed =
        patch("orders-returns", 1, json -> json.text("name", "Orders").number("ringSeconds", 60));
    assertEquals("\"2\"", renamed.header("ETag"));
    assertTrue(
        lobby
            .parts
            .organizations()
            .organization(lobby.tenant)
            .orElseThrow()
            .rooms()
            .contains(new RoomName(new RoomId("orders-returns"), "Orders")),
        "chats know the room by its new name");
    assertEquals(412, patch("orders-returns", 1, json -> json.text("name", "X")).status());
    assertEquals(204, delete("orders-returns", 2).status());
    assertEquals(404, delete("orders-returns", 2).status());
    assertEquals(List.of("GENERAL", "Advice"), Office.each(list(), "name"));
  }

  @Test
  void generalStays() {
    assertEquals("room-stays", Office.problem(delete("general", 1)));
    assertEquals(
        "room-stays", Office.problem(patch("general", 1, json -> json.text("name", "Lobby"))));
    assertEquals(200, patch("general", 1, json -> json.number("ringSeconds", 20)).status());
  }

  @Test
  void onTheFreePlanOnlyGeneralRings() {
    lobby.change(account -> account.with(Plan.FREE));
    assertEquals(
        Optional.of(false), create(json -> json.text("name", "Orders")).body().bool("effective"));
    assertEquals(Optional.of(true), room("general").body().bool("effective"));
    lobby.change(account -> account.with(Plan.BUSINESS));
    assertEquals(Optional.of(true), room("orders").body().bool("effective"));
  }

  @Test
  void whoServesARoomIsSetAtOnce() {
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    create(json -> json.text("name", "Orders"));
    Lobby.Reply set = agents("orders", 1, List.of("priya"));
    assertEquals(200, set.status());
    assertEquals("\"2\"", set.header("ETag"));
    assertEquals(
        List.of(RoomId.GENERAL, new RoomId("orders")),
        lobby.parts.members().memberNow(lobby.tenant, new AgentId("priya")).orElseThrow().rooms());
    assertEquals(400, agents("orders", 2, List.of("nobody")).status());
    assertEquals(204, delete("orders", 2).status());
    assertEquals(
        List.of(RoomId.GENERAL),
        lobby.parts.members().memberNow(lobby.tenant, new AgentId("priya")).orElseThrow().rooms(),
        "a room that opens later under the id does not ring who served this one");
  }

  @Test
  void anIdIsOnesOwn() {
    assertEquals(201, create(json -> json.text("name", "Orders")).status());
    assertEquals("state", Office.problem(create(json -> json.text("name", "Orders"))));
    assertEquals(400, create(json -> json.text("name", "O").text("id", "No Good")).status());
    assertEquals(201, create(json -> json.text("name", "\u304a\u8336")).status());
    assertEquals(400, create(json -> json.text("name", "O").number("ringSeconds", 4)).status());
  }

  @Test
  void anAgentSeesTheRoomsAndChangesNone() {
    String priya = office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    assertEquals(200, office.ask("GET", "/rooms", office.rooms()).as(priya).send().status());
    assertEquals(
        403,
        office
            .ask("POST", "/rooms", office.rooms())
            .as(priya)
            .send(json -> json.text("name", "Mine"))
            .status());
  }

  private Lobby.Reply create(Consumer<JsonObjectWriter> body) {
    return office.ask("POST", "/rooms", office.rooms()).as(ada).send(body);
  }

  private Lobby.Reply list() {
    return office.ask("GET", "/rooms", office.rooms()).as(ada).query(Map.of()).send();
  }

  private Lobby.Reply room(String id) {
    return one("GET", id, "").send();
  }

  private Lobby.Reply patch(String id, long version, Consumer<JsonObjectWriter> body) {
    return one("PATCH", id, "").header("if-match", "\"" + version + "\"").send(body);
  }

  private Lobby.Reply delete(String id, long version) {
    return one("DELETE", id, "").header("if-match", "\"" + version + "\"").send();
  }

  private Lobby.Reply agents(String id, long version, List<String> agents) {
    return one("PUT", id, "/agents")
        .header("if-match", "\"" + version + "\"")
        .send(json -> json.texts("agents", agents));
  }

  private Lobby.Ask one(String method, String id, String rest) {
    return office.ask(method, "/rooms/{room}" + rest, office.rooms()).path("room", id).as(ada);
  }
}
