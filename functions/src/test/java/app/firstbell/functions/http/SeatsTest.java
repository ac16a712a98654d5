package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever changes what a socket's ticket said calls those agents back for a new one, and nobody
/// else; what does not, disturbs nobody.
class SeatsTest {
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String ada = "";

  @BeforeEach
  void people() {
    ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    office.hire("tom", Role.MEMBER, Permission.ANSWER_CHATS);
    member("PUT", "/permissions", 1, json -> json.texts("permissions", List.of("answer-chats")));
    create("Orders");
    assertEquals(List.of(), calledBack(), "nothing has changed for anybody");
  }

  @Test
  void whoMayDoMoreOrLess() {
    member(
        "PUT",
        "/permissions",
        1,
        json -> json.texts("permissions", List.of("answer-chats", "manage-rooms")));
    member("PUT", "/permissions", 2, json -> json.texts("permissions", List.of()));
    member("PATCH", "", 3, json -> json.text("role", "admin"));
    member("PATCH", "", 4, json -> json.text("role", "member"));
    assertEquals(
        List.of("member:priya", "member:priya", "member:priya", "member:priya"), calledBack());
    assertEquals(201, lobby.signIn("priya").status());
  }

  @Test
  void whoHearsOtherRoomsOrIsCalledOtherwise() {
    member("PATCH", "", 1, json -> json.texts("rooms", List.of("general", "orders")));
    member("PATCH", "", 2, json -> json.text("name", "Priya N."));
    member("PATCH", "", 3, json -> json.text("email", "other@tea.example"));
    assertEquals(List.of("member:priya", "member:priya"), calledBack());
  }

  @Test
  void whoBeginsOrCeasesToServeARoom() {
    agents(List.of("priya", "tom"));
    agents(List.of("tom"));
    room("PATCH", "", 3, json -> json.text("name", "Orders and returns"));
    room("PATCH", "", 4, json -> json.number("ringSeconds", 30));
    room("DELETE", "", 5, _ -> {});
    assertEquals(List.of("members:priya,tom", "members:priya", "members:tom"), calledBack());
  }

  @Test
  void everybodyWhenThePlanOrTheComputersChange() {
    settings(1, json -> json.object("settings", s -> s.text("computers", "takeover")));
    settings(2, json -> json.object("settings", s -> s.text("computers", "both")));
    settings(3, json -> json.object("settings", s -> s.text("greeting", "Good day!")));
    ok(
        office.ask("PATCH", "", office.organizations()),
        platform(),
        4,
        json -> json.text("plan", "free"));
    assertEquals(List.of("agents", "agents", "agents"), calledBack());
  }

  @Test
  void anOwnerWhoBecomesAnAdministrator() {
    String olga = platform();
    lobby.change(account -> account.withOwner(new AgentId("ada")));
    handOver(olga, "priya");
    handOver(olga, "ada");
    assertEquals(List.of("member:priya"), calledBack(), "ada was an administrator before");
  }

  private void handOver(String olga, String member) {
    ok(
        office.ask("PUT", "/owner", office.organizations()),
        olga,
        lobby.parts.organizations().account(lobby.tenant).orElseThrow().version(),
        json -> json.text("member", member));
  }

  private static String platform() {
    Office platform = Office.open();
    platform
        .lobby()
        .organization(platform.lobby().tenant, OrganizationKind.PLATFORM, TenantId.PLATFORM);
    return platform.hire("olga", Role.ADMIN);
  }

  private void create(String name) {
    ok(office.ask("POST", "/rooms", office.rooms()), 1, json -> json.text("name", name));
  }

  private void member(String method, String rest, long version, Consumer<JsonObjectWriter> body) {
    ok(one(method, "/members/{member}", "priya", rest, office.members()), version, body);
  }

  private void room(String method, String rest, long version, Consumer<JsonObjectWriter> body) {
    ok(one(method, "/rooms/{room}", "orders", rest, office.rooms()), version, body);
  }

  private void agents(List<String> agents) {
    String tag =
        one("GET", "/rooms/{room}", "orders", "", office.rooms()).as(ada).send().header("ETag");
    ok(
        one("PUT", "/rooms/{room}", "orders", "/agents", office.rooms()),
        ada,
        tag,
        json -> json.texts("agents", agents));
  }

  private void settings(long version, Consumer<JsonObjectWriter> body) {
    ok(office.ask("PATCH", "", office.organizations()), version, body);
  }

  private Lobby.Ask one(
      String method,
      String path,
      String id,
      String rest,
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    String name = path.substring(path.indexOf('{') + 1, path.indexOf('}'));
    return office.ask(method, path + rest, handler).path(name, id);
  }

  private void ok(Lobby.Ask ask, long version, Consumer<JsonObjectWriter> body) {
    ok(ask, ada, version, body);
  }

  private void ok(Lobby.Ask ask, String token, long version, Consumer<JsonObjectWriter> body) {
    ok(ask, token, "\"" + version + "\"", body);
  }

  /// One millisecond after the other, so that acts have an order.
  private void ok(Lobby.Ask ask, String token, String tag, Consumer<JsonObjectWriter> body) {
    lobby.clock.advance(Duration.ofMillis(1));
    Lobby.Reply reply = ask.as(token).header("if-match", tag).send(body);
    assertEquals(2, reply.status() / 100, () -> String.valueOf(reply.response().getBody()));
  }

  /// Whose sockets are to come back, in the order of the acts.
  private List<String> calledBack() {
    return lobby.acts().stream()
        .filter(act -> "1".equals(act.textOrNull("passing")))
        .map(act -> Optional.ofNullable(act.textOrNull("closes")).orElseThrow())
        .toList();
  }
}
