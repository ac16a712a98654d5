package app.firstbell.functions.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.MovableClock;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Ids;
import app.firstbell.identity.TicketStore;
import app.firstbell.identity.Token;
import app.firstbell.organization.Limits;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeHandlerTest {
  private static final String ORIGIN = "https://app.firstbell.example";
  private final Ids ids = Ids.secure();
  private final MovableClock clock = new MovableClock();
  private final TicketStore tickets =
      new TicketStore(Town.engine(), Town.chatsTable(), new Contention(Pause.none()));
  private final AuthorizeHandler handler = new AuthorizeHandler(tickets, ORIGIN, clock);

  @Test
  void aGoodTicketOpensOnceAndTellsWhoComes() {
    String ticket = ticket();
    Map<String, Object> answer = authorize(ORIGIN, "firstbell.v1, ticket." + ticket);
    assertEquals("Allow", effect(answer));
    assertEquals("visitor", ((Map<?, ?>) answer.getOrDefault("context", Map.of())).get("party"));
    assertUnauthorized("firstbell.v1, ticket." + ticket);
  }

  @Test
  void aTicketIsGoodForAMinute() {
    String ticket = ticket();
    clock.advance(Duration.ofSeconds(60));
    assertUnauthorized("ticket." + ticket);
  }

  @Test
  void ofFiftyConnectionsWithOneTicketOneOpens() throws Exception {
    String ticket = ticket();
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(() -> {
        try {
          return effect(authorize(ORIGIN, "firstbell.v1,ticket." + ticket)).equals("Allow");
        } catch (RuntimeException unauthorized) {
          return false;
        }
      });
    }
    int opened = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        opened += call.get() ? 1 : 0;
      }
    }
    assertEquals(1, opened);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.firstbell.example",
        "https://app.firstbell.example:443",
        "https://app.firstbell.example:8443",
        "https://app.firstbell.example.evil.com",
        "https://evil.com/https://app.firstbell.example",
        "https://APP.firstbell.example",
        "https://app.firstbell.example.",
        "https://app.firstbell.example/",
        "null",
        "",
        " ",
        "https://sub.app.firstbell.example",
        "https://firstbell.example",
        "https://app-firstbell.example",
        "https://app.firstbell.example@evil.com",
        "https://xn--app-firstbell.example",
        "https://app.firstbell.example, https://evil.com",
        "file://",
        "//app.firstbell.example",
        "chrome-extension://app.firstbell.example",
        " https://app.firstbell.example"
      })
  void anotherOriginIsDeniedAndTheTicketIsKept(String origin) {
    String ticket = ticket();
    assertEquals("Deny", effect(authorize(origin, "ticket." + ticket)));
    assertEquals("Allow", effect(authorize(ORIGIN, "ticket." + ticket)));
  }

  @Test
  void noOriginIsDenied() {
    assertEquals(
        "Deny",
        effect(
            handler.handleRequest(
                event(Map.of("Sec-WebSocket-Protocol", "ticket." + ticket())), Town.NO_CONTEXT)));
    assertEquals(
        "Deny",
        effect(handler.handleRequest(new HashMap<>(Map.of("methodArn", "arn")), Town.NO_CONTEXT)));
  }

  @Test
  void namesOfHeadersComeInAnyCase() {
    Map<String, Object> event =
        event(
            Map.of(
                "ORIGIN", ORIGIN, "sec-websocket-protocol", "firstbell.v1,  ticket." + ticket()));
    assertEquals("Allow", effect(handler.handleRequest(event, Town.NO_CONTEXT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "firstbell.v1",
        "ticket.",
        "ticket.demo.short",
        "ticket.a#b.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "bearer.x"
      })
  void noTicketIsUnauthorized(String protocols) {
    assertUnauthorized(protocols);
  }

  @Test
  void aTicketOfAnotherTenantIsUnauthorized() {
    String ticket = ticket();
    assertUnauthorized("ticket.other" + ticket.substring(ticket.indexOf('.')));
  }

  private String ticket() {
    TenantId tenant = new TenantId("t-" + ids.id());
    Token.Ticket ticket = new Token.Ticket(tenant, ids.secret());
    tickets.put(
        ticket,
        new Caller.Visitor(tenant, new VisitorId(ids.id()), Limits.USUAL),
        clock.instant().plus(TicketStore.LASTS));
    return ticket.text();
  }

  private void assertUnauthorized(String protocols) {
    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> authorize(ORIGIN, protocols));
    assertEquals("Unauthorized", refused.getMessage());
  }

  private Map<String, Object> authorize(String origin, String protocols) {
    return handler.handleRequest(
        event(Map.of("Origin", origin, "Sec-WebSocket-Protocol", protocols)), Town.NO_CONTEXT);
  }

  private static Map<String, Object> event(Map<String, String> headers) {
    Map<String, Object> event = new HashMap<>();
    event.put("methodArn", "arn:aws:execute-api:us-east-1:1:api/ws/$connect");
    event.put("headers", headers);
    return event;
  }

  private static String effect(Map<String, Object> answer) {
    String policy = String.valueOf(answer.get("policyDocument"));
    boolean allows = policy.contains("Effect=Allow");
    assertEquals(!allows, policy.contains("Effect=Deny"), policy);
    return allows ? "Allow" : "Deny";
  }
}
