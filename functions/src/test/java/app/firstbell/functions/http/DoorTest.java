package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.credit.LedgerCredits;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.provision.ProvisionHandler;
import app.firstbell.functions.town.MovableClock;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Tickets;
import app.firstbell.json.Json;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.PresenceStore;
import app.firstbell.visitor.VisitorStore;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;

/// The HTTP API's doors, on a real engine.
class DoorTest {
  private static final String ACCOUNTS = Town.accountsTable();
  private final DynamoDbEnhancedClient enhanced =
      DynamoDbEnhancedClient.builder().dynamoDbClient(Town.engine()).build();
  private final Lobby lobby = new Lobby();
  private final MovableClock clock = lobby.clock;
  private final Ids ids = lobby.ids;
  private final MemberStore members = lobby.parts.members();
  private final VisitorStore visitorStore = new VisitorStore(enhanced, ACCOUNTS);
  private final Contention contention = new Contention(Pause.none());
  private final ProvisionHandler provision = new ProvisionHandler(lobby.parts, clock);
  private final SessionsHandler door = lobby.door;
  private final TicketsHandler tickets =
      new TicketsHandler(
          lobby.gate,
          Tickets.stored(Town.engine(), ACCOUNTS, Town.chatsTable(), contention, clock),
          "wss://app.example/ws");
  private final VisitorsHandler visitors =
      new VisitorsHandler(
          new Visitors(
              lobby.parts.organizations(),
              visitorStore,
              new PresenceStore(Town.engine(), Town.chatsTable(), contention),
              LedgerCredits.stored(Town.engine(), ACCOUNTS, contention),
              ids,
              clock));
  private final String tenant = "t-" + ids.id();
  private final String email = "marta@" + tenant + ".example";

  @BeforeEach
  void organization() {
    provision.handleRequest(plan(List.of("https://shop.example")), Town.NO_CONTEXT);
  }

  @Test
  void anAgentSignsInIsKnownAndSignsOut() {
    JsonValue.Obj session = body(signIn(email.toUpperCase(Locale.ROOT), "ring-the-bell"));
    String token = session.text("token").orElseThrow();
    JsonValue.Obj member = session.object("member").orElseThrow();
    assertEquals("Marta", member.text("name").orElseThrow());
    assertEquals(
        "GENERAL",
        ((JsonValue.Obj) member.array("rooms").orElseThrow().getFirst())
            .text("name")
            .orElseThrow());
    assertEquals(200, current(token).getStatusCode());
    assertEquals(201, ticket(token).getStatusCode());
    assertEquals(204, request(door, "DELETE /sessions/current", token, "").getStatusCode());
    assertEquals(401, current(token).getStatusCode());
    assertEquals(401, ticket(token).getStatusCode());
  }

  @Test
  void unknownAndWrongAreAnsweredAlike() {
    APIGatewayV2HTTPResponse unknown = signIn("nobody@" + tenant + ".example", "ring-the-bell");
    APIGatewayV2HTTPResponse wrong = signIn(email, "another");
    assertEquals(401, wrong.getStatusCode());
    assertEquals(unknown.getBody(), wrong.getBody());
    assertEquals(unknown.getHeaders(), wrong.getHeaders());
    assertEquals("application/problem+json", wrong.getHeaders().get("Content-Type"));
    assertEquals(401, signIn(email, "x".repeat(500)).getStatusCode());
  }

  @Test
  void tenTriesAreEnoughAlsoForAnUnknownAddress() {
    for (String address : List.of(email, "nobody@" + tenant + ".example")) {
      for (int i = 0; i < 10; i++) {
        assertEquals(401, signIn(address, "wrong").getStatusCode());
      }
      APIGatewayV2HTTPResponse refused = signIn(address, "ring-the-bell");
      assertEquals(429, refused.getStatusCode());
      assertTrue(Integer.parseInt(String.valueOf(refused.getHeaders().get("Retry-After"))) > 0);
    }
    clock.advance(Duration.ofMinutes(15));
    assertEquals(201, signIn(email, "ring-the-bell").getStatusCode());
  }

  @Test
  void aBadRequestNamesItsField() {
    APIGatewayV2HTTPResponse refused = request(door, "POST /sessions", "", "{\"email\":\"a\"}");
    assertEquals(400, refused.getStatusCode());
    JsonValue.Obj error = (JsonValue.Obj) body(refused).array("errors").orElseThrow().getFirst();
    assertEquals("/password", error.text("pointer").orElseThrow());
    assertEquals(400, request(door, "POST /sessions", "", "hello").getStatusCode());
  }

  @Test
  void aVisitorIsMadeOnTheOrganizationsSitesOnly() {
    APIGatewayV2HTTPResponse made = visitor("https://shop.example/tea?x=1");
    assertEquals(201, made.getStatusCode());
    assertEquals(201, ticket(body(made).text("token").orElseThrow()).getStatusCode());
    for (String url :
        List.of(
            "https://shop.example.evil.com/",
            "http://shop.example/",
            "https://evil.com/https://shop.example",
            "nonsense",
            "")) {
      assertEquals(403, visitor(url).getStatusCode(), url);
    }
    assertEquals(
        404,
        request(visitors, "POST /visitors", "", "{\"site\":\"no-such-site\"}").getStatusCode());
    assertEquals(
        404, request(visitors, "POST /visitors", "", "{\"site\":\"A#B\"}").getStatusCode());
  }

  @Test
  void aTokenThatIsEditedIsNoToken() {
    String token = body(visitor("https://shop.example/")).text("token").orElseThrow();
    for (String edited :
        List.of(
            token.replace("v." + tenant, "v.demo"),
            token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A"),
            token.substring(2),
            "s" + token.substring(1),
            token + "A",
            "")) {
      assertEquals(401, ticket(edited).getStatusCode(), edited);
    }
  }

  @Test
  void provisioningAgainChangesNothingButWhatDiffers() {
    String before = member().passwordHash();
    provision.handleRequest(plan(List.of("https://shop.example")), Town.NO_CONTEXT);
    assertEquals(before, member().passwordHash());
    provision.handleRequest(plan(List.of("https://other.example")), Town.NO_CONTEXT);
    assertEquals(before, member().passwordHash());
    assertEquals(403, visitor("https://shop.example/").getStatusCode());
  }

  @Test
  void anAddressOfAnotherOrganizationIsRefused() {
    Map<String, Object> plan = plan(List.of());
    plan.put("organization", Map.of("id", "o-" + ids.id(), "name", "Another"));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> provision.handleRequest(plan, Town.NO_CONTEXT));
    assertTrue(String.valueOf(refused.getMessage()).contains("belongs to another member"));
  }

  private Member member() {
    return members.member(new TenantId(tenant), new AgentId("marta")).orElseThrow();
  }

  private Map<String, Object> plan(List<String> sites) {
    Map<String, Object> plan = new HashMap<>();
    plan.put("organization", Map.of("id", tenant, "name", "Northwind Tea", "sites", sites));
    plan.put("rooms", List.of(Map.of("id", "general", "name", "GENERAL", "ringSeconds", 45)));
    plan.put(
        "agents",
        List.of(
            Map.of(
                "id", "marta",
                "email", email,
                "password", "ring-the-bell",
                "name", "Marta",
                "rooms", List.of("general"))));
    return plan;
  }

  private APIGatewayV2HTTPResponse signIn(String address, String password) {
    return request(
        door,
        "POST /sessions",
        "",
        Json.write(json -> json.text("email", address).text("password", password)));
  }

  private APIGatewayV2HTTPResponse current(String token) {
    return request(door, "GET /sessions/current", token, "");
  }

  private APIGatewayV2HTTPResponse ticket(String token) {
    return request(tickets, "POST /tickets", token, "");
  }

  private APIGatewayV2HTTPResponse visitor(String url) {
    return request(
        visitors,
        "POST /visitors",
        "",
        Json.write(
            json -> json.text("site", tenant).object("page", page -> page.text("url", url))));
  }

  private static APIGatewayV2HTTPResponse request(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler,
      String route,
      String token,
      String body) {
    APIGatewayV2HTTPEvent.RequestContext context = new APIGatewayV2HTTPEvent.RequestContext();
    context.setRequestId("r");
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    event.setRequestContext(context);
    event.setRouteKey(route);
    event.setHeaders(Map.of("authorization", "Bearer " + token));
    event.setBody(body);
    return handler.handleRequest(event, Town.NO_CONTEXT);
  }

  private static JsonValue.Obj body(APIGatewayV2HTTPResponse response) {
    return Json.object(response.getBody());
  }
}
