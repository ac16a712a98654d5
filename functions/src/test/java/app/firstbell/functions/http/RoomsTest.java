package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// The rooms of an organization, and who serves them.
class RoomsTest {
  private static final RoomId ORDERS = new RoomId("orders");

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
    assertEquals("\"2-e3b0c44298fc1c14\"", renamed.header("ETag"));
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

  /// Both were shown the same list when they began.
  @Test
  void twoRoomsRenamedAtOnceBothKeepTheirNames() {
    Queue<Runnable> meanwhile = new ArrayDeque<>();
    Office busy =
        Office.open(
            Planted.interrupted(
                Town.engine(), request -> request instanceof BatchGetItemRequest, meanwhile));
    ada = busy.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    for (String name : List.of("Orders", "Advice")) {
      opened(busy, name);
    }
    meanwhile.add(() -> renamed(busy, "advice", "Tasting"));
    renamed(busy, "orders", "Returns");
    assertEquals(
        List.of("GENERAL", "Returns", "Tasting"),
        busy.lobby().parts.organizations().organization(busy.lobby().tenant).stream()
            .flatMap(it -> it.rooms().stream())
            .map(RoomName::name)
            .sorted()
            .toList());
  }

  private void opened(Office at, String name) {
    assertEquals(
        201,
        at.ask("POST", "/rooms", at.rooms())
            .as(ada)
            .send(json -> json.text("name", name))
            .status());
  }

  private void renamed(Office at, String room, String name) {
    assertEquals(
        200,
        at.ask("PATCH", "/rooms/{room}", at.rooms())
            .path("room", room)
            .as(ada)
            .header("if-match", "\"1\"")
            .send(json -> json.text("name", name))
            .status());
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
    Lobby.Reply set = agents("orders", List.of("priya"));
    assertEquals(200, set.status());
    assertEquals(room("orders").header("ETag"), set.header("ETag"));
    assertEquals("\"" + set.text("etag") + "\"", set.header("ETag"));
    assertEquals(
        List.of(RoomId.GENERAL, new RoomId("orders")),
        lobby.parts.members().memberNow(lobby.tenant, new AgentId("priya")).orElseThrow().rooms());
    assertEquals(400, agents("orders", List.of("nobody")).status());
    assertEquals(204, delete("orders", 2).status());
    assertEquals(
        List.of(RoomId.GENERAL),
        lobby.parts.members().memberNow(lobby.tenant, new AgentId("priya")).orElseThrow().rooms(),
        "a room that opens later under the id does not ring who served this one");
  }

  /// What the administrator saw of the room is no more, though nobody edited the room itself.
  @Test
  void whoJoinedARoomMeanwhileIsNotTakenOutUnseen() {
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    String tomas = office.hire("tomas", Role.MEMBER, Permission.ANSWER_CHATS);
    create(json -> json.text("name", "Orders"));
    String seen = room("orders").header("ETag");
    assertEquals(
        200,
        lobby
            .ask("PATCH /profile")
            .at(office.profiles())
            .as(tomas)
            .header("if-match", "\"1\"")
            .send(json -> json.texts("rooms", List.of("orders")))
            .status());
    assertEquals(412, agents("orders", seen, List.of("priya")).status());
    assertEquals(
        412, agents("orders", "\"1\"", List.of("priya")).status(), "a version is too little");
    assertEquals(List.of("tomas"), serving("orders"));
    assertEquals(200, agents("orders", List.of("priya")).status());
    assertEquals(List.of("priya"), serving("orders"));
    assertEquals(200, patch("orders", 2, json -> json.text("name", "Returns")).status());
  }

  /// A part is what fits into one transaction.
  @Test
  @Tag("long")
  void aRoomMayHaveManyAgents() {
    List<String> many = IntStream.range(0, 200).mapToObj(i -> "agent" + i).sorted().toList();
    many.forEach(id -> lobby.member(id, Role.MEMBER, Permission.ANSWER_CHATS));
    create(json -> json.text("name", "Orders"));
    Lobby.Reply set = agents("orders", many);
    assertEquals(200, set.status());
    assertEquals(room("orders").header("ETag"), set.header("ETag"));
    assertEquals(many, serving("orders"));
    assertEquals(3, lobby.told().stream().filter("rooms.agents"::equals).count());
    assertEquals(200, agents("orders", many.subList(0, 199)).status());
    assertEquals(many.subList(0, 199), serving("orders"));
    assertEquals(204, delete("orders", 5).status());
    assertTrue(
        lobby.parts.members().allNow(lobby.tenant).stream()
            .noneMatch(member -> member.rooms().contains(new RoomId("orders"))));
  }

  @Test
  @Tag("long")
  void whatAFailureLeftOfManyAgentsIsCompletedByARepeat() {
    Queue<Runnable> meanwhile = new ArrayDeque<>();
    Office frail =
        Office.open(
            Planted.interrupted(
                Town.engine(), request -> request instanceof TransactWriteItemsRequest, meanwhile));
    ada = frail.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    List<String> many = IntStream.range(0, 100).mapToObj(i -> "agent" + i).sorted().toList();
    many.forEach(id -> frail.lobby().member(id, Role.MEMBER, Permission.ANSWER_CHATS));
    opened(frail, "Orders");
    String before = tag(frail);
    meanwhile.add(() -> {
      throw SdkClientException.create("the function died here");
    });
    assertEquals(500, agents(frail, before, many).status());
    assertEquals(90, frail.lobby().parts.members().ofRoom(frail.lobby().tenant, ORDERS).size());
    assertEquals(412, agents(frail, before, many).status(), "look what became of it");
    assertEquals(200, agents(frail, tag(frail), many).status());
    assertEquals(100, frail.lobby().parts.members().ofRoom(frail.lobby().tenant, ORDERS).size());
  }

  private String tag(Office at) {
    return at.ask("GET", "/rooms/{room}", at.rooms())
        .path("room", "orders")
        .as(ada)
        .send()
        .header("ETag");
  }

  private Lobby.Reply agents(Office at, String tag, List<String> agents) {
    return at.ask("PUT", "/rooms/{room}/agents", at.rooms())
        .path("room", "orders")
        .as(ada)
        .header("if-match", tag)
        .send(json -> json.texts("agents", agents));
  }

  private List<String> serving(String id) {
    return room(id).body().array("agents").orElseThrow().stream()
        .map(agent -> ((JsonValue.Obj) agent).text("id").orElseThrow())
        .sorted()
        .toList();
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

  private Lobby.Reply agents(String id, List<String> agents) {
    return agents(id, room(id).header("ETag"), agents);
  }

  private Lobby.Reply agents(String id, String tag, List<String> agents) {
    return one("PUT", id, "/agents")
        .header("if-match", tag)
        .send(json -> json.texts("agents", agents));
  }

  private Lobby.Ask one(String method, String id, String rest) {
    return office.ask(method, "/rooms/{room}" + rest, office.rooms()).path("room", id).as(ada);
  }
}
