package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.access.Action;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Session;
import app.firstbell.identity.SessionId;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Writes;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/// The manners of the API that no handler has to think of.
class GateTest {
  private final Lobby lobby = new Lobby();
  private final AtomicInteger done = new AtomicInteger();
  private final Writes writes = new Writes(Town.accountsTable());
  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> rooms =
      (event, context) -> lobby.gate.handle(event, context, this::answer);
  private String token = "";

  /// A small function of rooms, as others are written.
  private Answer answer(Call call) {
    done.incrementAndGet();
    return switch (call.action()) {
      case LIST_ROOMS ->
          Http.json(
              200,
              json ->
                  json.number("limit", call.limit())
                      .text("after", call.after().orElse(null))
                      .text("next", call.next("room#b")));
      case CREATE_ROOM -> {
        String name = call.body("name").text("name", 10);
        String id = Ids.secure().id();
        yield call.commit(
            List.of(writes.create(Item.key(call.tenant().value(), "thing#" + id).build())),
            call.act(Application.ROOMS, "rooms.created").on("room", id, name),
            Http.json(201, json -> json.text("id", id)).withVersion(1),
            _ -> Problem.of(Slug.STATE, "There is one."));
      }
      case EDIT_ROOM -> Http.json(200, json -> json.number("version", call.version()));
      default -> throw Problem.absent();
    };
  }

  @BeforeEach
  void organization() {
    lobby.organization(lobby.tenant, OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    lobby.member("marta", Role.ADMIN);
    token = lobby.signIn("marta").text("token");
  }

  private Lobby.Ask room(String method) {
    return lobby
        .ask(
            method
                + " /organizations/{organization}/rooms"
                + (method.equals("PATCH") ? "/{room}" : ""))
        .at(rooms)
        .as(token)
        .path("organization", lobby.tenant.value());
  }

  @Test
  void aRepeatWithTheSameKeyIsAnsweredTheSameAndDoneOnce() {
    Lobby.Reply first =
        room("POST").header("idempotency-key", "k1").send(json -> json.text("name", "Sales"));
    assertEquals(201, first.status());
    Lobby.Reply again =
        room("POST").header("Idempotency-Key", "k1").send(json -> json.text("name", "Sales"));
    assertEquals(first.response().getBody(), again.response().getBody());
    assertEquals(first.header("ETag"), again.header("ETag"));
    assertEquals("true", again.header("Idempotency-Replayed"));
    Lobby.Reply other =
        room("POST").header("idempotency-key", "k1").send(json -> json.text("name", "Support"));
    assertEquals("urn:firstbell:problem:idempotency-key-reused", other.text("type"));
    assertEquals(1, lobby.told().stream().filter("rooms.created"::equals).count());
    assertEquals(400, room("POST").header("idempotency-key", "").send().status());
    assertEquals(400, room("POST").header("idempotency-key", "x".repeat(256)).send().status());
  }

  /// The repeat looks for the first answer before there is one, and at the members when the first
  /// request has invited.
  @Test
  void aRepeatThatMeetsTheFirstRequestsEffectIsAnsweredAsTheFirst() {
    Queue<Runnable> meanwhile = new ArrayDeque<>();
    Office office =
        Office.open(Planted.interrupted(Town.engine(), GateTest::isLookForAnswer, meanwhile));
    token = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    List<Lobby.Reply> first = new ArrayList<>();
    meanwhile.add(() -> first.add(invite(office, "k1", "Ines")));
    Lobby.Reply repeat = invite(office, "k1", "Ines");
    assertEquals(201, first.getFirst().status());
    assertEquals(201, repeat.status());
    assertEquals(first.getFirst().response().getBody(), repeat.response().getBody());
    assertEquals("true", repeat.header("Idempotency-Replayed"));
    meanwhile.add(() -> invite(office, "k2", "Tomas"));
    assertEquals("idempotency-key-reused", Office.problem(invite(office, "k2", "Tomas the Elder")));
    meanwhile.add(() -> invite(office, "k3", "Priya"));
    assertEquals("email-taken", Office.problem(invite(office, "k4", "Priya")), "of another key");
  }

  private Lobby.Reply invite(Office office, String key, String name) {
    return office
        .ask("POST", "/members", office.members())
        .as(token)
        .header("idempotency-key", key)
        .send(json -> json.text("name", name).text("email", name.substring(0, 4) + "@tea.example"));
  }

  private static boolean isLookForAnswer(Object request) {
    return request instanceof GetItemRequest get
        && new Row(get.key()).text("pk").endsWith("#idempotency");
  }

  @Test
  void aVersionIsExpectedOfWhoeverChanges() {
    assertEquals(428, edit(null).status());
    assertEquals(412, edit("nonsense").status());
    assertEquals(412, edit("*").status());
    assertEquals(5, edit("\"5\"").body().whole("version").orElseThrow());
    // A proxy that compresses makes a strong tag weak.
    assertEquals(5, edit("W/\"5\"").body().whole("version").orElseThrow());
  }

  private Lobby.Reply edit(@Nullable String version) {
    Lobby.Ask ask = room("PATCH").path("room", "general");
    return (version == null ? ask : ask.header("If-Match", version)).send();
  }

  @Test
  void aCursorIsOfItsListAndItsFiltersOnly() {
    Lobby.Reply first = room("GET").query(Map.of("state", "open")).send();
    assertEquals(25, first.body().whole("limit").orElseThrow());
    String next = first.text("next");
    Lobby.Reply second =
        room("GET").query(Map.of("state", "open", "cursor", next, "limit", "100")).send();
    assertEquals("room#b", second.text("after"));
    assertEquals(400, room("GET").query(Map.of("cursor", next)).send().status());
    assertEquals(
        400, room("GET").query(Map.of("state", "open", "cursor", next + "A")).send().status());
    for (String limit : List.of("0", "101", "-1", "many")) {
      assertEquals(400, room("GET").query(Map.of("limit", limit)).send().status(), limit);
    }
  }

  @Test
  void anotherOrganizationAndNoneAreAnsweredByteForByteAlike() {
    Lobby other = new Lobby();
    other.organization(other.tenant, OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    int before = done.get();
    Lobby.Reply foreign = at(other.tenant.value());
    assertEquals(404, foreign.status());
    for (String nowhere : List.of("no-such", "A#B", "")) {
      assertEquals(foreign.response().getBody(), at(nowhere).response().getBody());
      assertEquals(
          foreign.response().getHeaders().keySet(), at(nowhere).response().getHeaders().keySet());
    }
    assertEquals(before, done.get());
  }

  private Lobby.Reply at(String organization) {
    return lobby
        .ask("GET /organizations/{organization}/rooms")
        .at(rooms)
        .as(token)
        .path("organization", organization)
        .send();
  }

  @Test
  void whoIsNotKnownIsAskedToSignInWhateverTheyAskFor() {
    for (String bad :
        List.of("", "nonsense", "eyJhbGciOiJub25lIn0.e30.", "k.tea.x.y", "v.tea.x.y")) {
      Lobby.Reply refused =
          lobby
              .ask("GET /organizations/{organization}/rooms")
              .at(rooms)
              .as(bad)
              .path("organization", lobby.tenant.value())
              .send();
      assertEquals(401, refused.status(), bad);
      assertEquals("Bearer", refused.header("WWW-Authenticate"));
    }
    assertEquals(0, done.get());
  }

  @Test
  void permissionsCountAtOnce() {
    lobby.member("priya", Role.MEMBER, Permission.MANAGE_ROOMS);
    token = lobby.signIn("priya").text("token");
    assertEquals(201, room("POST").send(json -> json.text("name", "A")).status());
    lobby.change("priya", it -> it.with(it.standing().with(Set.of())));
    assertEquals(403, room("POST").send(json -> json.text("name", "B")).status());
    assertEquals(200, room("GET").send().status());
  }

  @Test
  void theLimitOfAMinuteIsToldAndKept() {
    Lobby.Reply first = room("GET").send();
    assertEquals("600", first.header("RateLimit-Limit"));
    int left = Integer.parseInt(first.header("RateLimit-Remaining"));
    assertEquals(left - 1, Integer.parseInt(room("GET").send().header("RateLimit-Remaining")));
    for (int i = 0; i < left - 1; i++) {
      assertEquals(200, room("GET").send().status());
    }
    Lobby.Reply refused = room("GET").send();
    assertEquals(429, refused.status());
    assertEquals("0", refused.header("RateLimit-Remaining"));
    assertTrue(Integer.parseInt(refused.header("Retry-After")) <= 60);
    lobby.clock.advance(Duration.ofMinutes(1));
    assertEquals(200, room("GET").send().status());
  }

  @Test
  @Tag("long")
  void guessingFromOneAddressIsSlowAndSigningInIsNot() {
    for (int i = 0; i < 70; i++) {
      assertEquals(201, from("198.51.100.7, 203.0.113.1", Lobby.PASSWORD, "marta"));
    }
    for (int i = 0; i < 60; i++) {
      assertEquals(401, from("198.51.100.7, 203.0.113.1", "wrong", "nobody" + i));
    }
    assertEquals(429, from("198.51.100.7, 203.0.113.2", "wrong", "nobody"));
    assertEquals(401, from("198.51.100.8, 203.0.113.1", "wrong", "nobody"));
  }

  /// Whoever comes past the distribution may write what they like into the header: they are counted
  /// by where they come from.
  @Test
  @Tag("long")
  void aForgedAddressIsNotBelieved() {
    for (int i = 0; i < 60; i++) {
      assertEquals(401, past("198.51.100." + i + ", 203.0.113.1", null, "nobody" + i));
    }
    assertEquals(429, past("198.51.100.99, 203.0.113.1", null, "nobody"));
    assertEquals(429, past("198.51.100.99, 203.0.113.1", "a guess", "nobody"));
    assertEquals(401, from("192.0.2.67, 203.0.113.1", "wrong", "nobody"), "nobody else is hit");
  }

  private int past(String forwarded, @Nullable String edge, String who) {
    Lobby.Ask ask =
        lobby.ask("POST /sessions").from("192.0.2.66").header("x-forwarded-for", forwarded);
    return (edge == null ? ask : ask.header("X-Firstbell-Edge", edge))
        .send(json -> json.text("email", lobby.email(who)).text("password", "wrong"))
        .status();
  }

  private int from(String forwarded, String password, String who) {
    return lobby
        .ask("POST /sessions")
        .from("203.0.113.1")
        .header("x-firstbell-edge", Lobby.EDGE)
        .header("x-forwarded-for", forwarded)
        .send(json -> json.text("email", lobby.email(who)).text("password", password))
        .status();
  }

  @Test
  void supportActsUnderBothNamesAndOnlyAsLongAsItMay() {
    Lobby harbor = new Lobby();
    harbor.organization(harbor.tenant, OrganizationKind.RESELLER, TenantId.PLATFORM);
    harbor.member("rosa", Role.MEMBER, Permission.MANAGE_CUSTOMERS);
    TenantId customer = new TenantId("t-" + lobby.ids.id());
    lobby.organization(customer, OrganizationKind.CUSTOMER, harbor.tenant);
    Session session =
        Session.begun(
                customer,
                new SessionId(lobby.ids.id()),
                new AgentId("rosa"),
                lobby.clock.instant(),
                lobby.clock.instant().plus(Duration.ofMinutes(30)),
                "support",
                null)
            .by(new Session.Support(harbor.tenant, "Harbor Partners", "Rosa", "asked by phone"));
    lobby
        .parts
        .transactions()
        .commit(Transaction.untold(List.of(lobby.parts.sessions().creating(session))));
    token =
        lobby
            .parts
            .passes()
            .pass(
                session,
                lobby.parts.organizations().account(customer).orElseThrow(),
                lobby.member("marta", Role.ADMIN))
            .token();
    Lobby.Reply created = ofCustomer(customer, "POST").send(json -> json.text("name", "A"));
    assertEquals(201, created.status());
    var act = lobby.rows(customer + "#act").getFirst();
    assertEquals("Northwind Tea", act.text("as"));
    assertEquals("support", new Row(act.map("by")).text("kind"));
    assertEquals(404, room("GET").send().status());
    assertEquals(403, lobby.ask("PUT /sessions/current/password").as(token).send().status());
    Lobby.Reply current = lobby.current(token);
    assertEquals(
        "asked by phone",
        current.body().object("support").orElseThrow().text("reason").orElseThrow());
    harbor.change("rosa", it -> it.with(it.standing().with(Set.of())));
    assertEquals(401, ofCustomer(customer, "GET").send().status());
    harbor.change("rosa", it -> it.with(it.standing().with(Set.of(Permission.MANAGE_CUSTOMERS))));
    assertEquals(200, ofCustomer(customer, "GET").send().status());
    lobby.clock.advance(Duration.ofMinutes(30));
    assertEquals(401, ofCustomer(customer, "GET").send().status());
  }

  private Lobby.Ask ofCustomer(TenantId customer, String method) {
    return lobby
        .ask(method + " /organizations/{organization}/rooms")
        .at(rooms)
        .as(token)
        .path("organization", customer.value());
  }

  @Test
  void anUnknownRouteIsNothing() {
    assertEquals(404, lobby.ask("GET /nothing").at(rooms).as(token).send().status());
    assertEquals(404, lobby.ask("ws:message").at(rooms).as(token).send().status());
    assertTrue(Action.of("ws:message").isPresent());
  }
}
