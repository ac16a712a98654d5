package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private static final String HEADER_SOURCE = "'route.request.header.Sec-WebSocket-Protocol'";

  private static Template guarded() {
    return Template.webSocket().authorized("Authorize", "Connect", HEADER_SOURCE);
  }

  @Test
  void opensWithoutAnyConnectRoute() throws Exception {
    try (House house = new House(Template.webSocket(), new Lambdas());
        RawSocket client = house.connect()) {
      assertEquals(101, client.status);
      assertEquals(1, house.gateways.connections().size());
    }
  }

  @Test
  void connectEventHasHeadersAndQueryAndNoBody() throws Exception {
    Template template = Template.webSocket().route("$connect", "Connect");
    try (House house = new House(template, new Lambdas());
        RawSocket client =
            RawSocket.open(
                house.port(),
                "/" + Template.WS + "/ws?a=1&a=2&text=a%20b",
                "Origin: https://shop.example",
                "User-Agent: Bell/1",
                "x-TWO: one",
                "x-TWO: two")) {
      assertEquals(101, client.status);
      JsonNode event = house.lambdas.next("Connect");
      assertEquals("https://shop.example", event.at("/headers/Origin").asText());
      assertEquals("two", event.at("/headers/x-TWO").asText());
      assertEquals("[\"one\",\"two\"]", event.at("/multiValueHeaders/x-TWO").toString());
      assertEquals(
          "wsapi00001.execute-api.us-east-1.amazonaws.com", event.at("/headers/Host").asText());
      assertEquals(
          "{\"a\":\"2\",\"text\":\"a b\"}", event.path("queryStringParameters").toString());
      assertEquals(
          "{\"a\":[\"1\",\"2\"],\"text\":[\"a b\"]}",
          event.path("multiValueQueryStringParameters").toString());
      assertFalse(event.has("body"));
      assertFalse(event.path("isBase64Encoded").asBoolean(true));
      JsonNode context = event.path("requestContext");
      assertEquals("$connect", context.path("routeKey").asText());
      assertEquals("CONNECT", context.path("eventType").asText());
      assertEquals("IN", context.path("messageDirection").asText());
      assertEquals("ws", context.path("stage").asText());
      assertEquals(Template.WS, context.path("apiId").asText());
      assertEquals("Bell/1", context.at("/identity/userAgent").asText());
      assertEquals("127.0.0.1", context.at("/identity/sourceIp").asText());
      assertEquals(context.path("requestId"), context.path("extendedRequestId"));
      assertFalse(context.has("messageId"));
      assertFalse(context.has("authorizer"));
      assertTrue(
          context
              .path("requestTime")
              .asText()
              .matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:[\\d:]{8} \\+0000"));
      assertTrue(context.path("connectionId").asText().matches("[A-Za-z0-9_-]{15}="));
      assertEquals(context.path("connectedAt"), context.path("requestTimeEpoch"));
    }
  }

  @Test
  void unknownStageAndUnknownApiAreForbidden() throws Exception {
    try (House house = new House(Template.webSocket(), new Lambdas());
        RawSocket stage = RawSocket.open(house.port(), "/" + Template.WS + "/other");
        RawSocket none = RawSocket.open(house.port(), "/" + Template.WS + "/");
        RawSocket api = RawSocket.open(house.port(), "/nosuchapi/ws")) {
      assertEquals(403, stage.status);
      assertEquals("{\"message\":\"Forbidden\"}", stage.body);
      assertEquals(403, none.status);
      assertEquals(403, api.status);
    }
  }

  @Test
  void plainGetMustUpgrade() throws Exception {
    try (House house = new House(Template.webSocket(), new Lambdas())) {
      assertEquals(426, Web.get(house, "/" + Template.WS + "/ws").statusCode());
    }
  }

  @Test
  void aHandshakeOfAnotherVersionIsABadRequest() throws Exception {
    try (House house = new House(Template.webSocket(), new Lambdas());
        RawSocket client = house.connect("Sec-WebSocket-Version: 8")) {
      assertEquals(400, client.status);
      assertTrue(house.gateways.connections().isEmpty());
    }
  }

  @Test
  void authorizerEventHasMethodArnAndNoBody() throws Exception {
    Lambdas lambdas = new Lambdas().allowing("Authorize", "{}");
    try (House house = new House(guarded(), lambdas);
        RawSocket client = house.connect("Sec-WebSocket-Protocol: firstbell.v1, ticket.abc")) {
      assertEquals(101, client.status);
      JsonNode event = lambdas.next("Authorize");
      assertEquals("REQUEST", event.path("type").asText());
      assertEquals(
          "arn:aws:execute-api:us-east-1:000000000000:wsapi00001/ws/$connect",
          event.path("methodArn").asText());
      assertEquals(
          "firstbell.v1, ticket.abc", event.at("/headers/Sec-WebSocket-Protocol").asText());
      assertEquals("CONNECT", event.at("/requestContext/eventType").asText());
      assertFalse(event.has("pathParameters"));
      assertFalse(event.has("body"));
    }
  }

  @Test
  void contextOfTheAuthorizerIsTextInEveryLaterEvent() throws Exception {
    Template template = guarded().route("message", "Message").route("$disconnect", "Disconnect");
    Lambdas lambdas = new Lambdas().allowing("Authorize", "{'rate':10,'vip':true,'name':'Marta'}");
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect("Sec-WebSocket-Protocol: ticket.abc")) {
      client.text("{\"action\":\"message\"}");
      String expected =
          "{\"principalId\":\"marta\",\"name\":\"Marta\",\"rate\":\"10\",\"vip\":\"true\"}";
      assertEquals(expected, authorizer(lambdas.next("Connect")));
      assertEquals(expected, authorizer(lambdas.next("Message")));
      client.closeFrame(1000, "");
      assertEquals(expected, authorizer(lambdas.next("Disconnect")));
    }
  }

  private static String authorizer(JsonNode event) {
    return event.at("/requestContext/authorizer").toString();
  }

  @Test
  void missingIdentitySourceIsUnauthorizedAndNothingRuns() throws Exception {
    Lambdas lambdas = new Lambdas().allowing("Authorize", "{}");
    Template query =
        Template.webSocket().authorized("Authorize", "Connect", "'route.request.querystring.t'");
    try (House house = new House(guarded(), lambdas);
        House byQuery = new House(query, lambdas);
        RawSocket client = house.connect();
        RawSocket empty = RawSocket.open(byQuery.port(), "/" + Template.WS + "/ws?t=")) {
      assertEquals(401, client.status);
      assertTrue(client.body.contains("\"message\":\"Unauthorized\""), client.body);
      assertEquals(401, empty.status);
      assertEquals(0, lambdas.waiting("Authorize"));
    }
  }

  @Test
  void authorizerThatSaysUnauthorized() throws Exception {
    assertRefused(
        401,
        "\"Unauthorized\"",
        _ -> {
          throw new IllegalStateException("Unauthorized");
        });
  }

  @Test
  void denyIsForbiddenInTheWordsOfAws() throws Exception {
    assertRefused(
        403,
        "{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}",
        event -> Lambdas.policy("Deny", event.path("methodArn").asText(), "{}"));
  }

  @Test
  void aPolicyForAnotherStageAllowsNothing() throws Exception {
    assertRefused(
        403,
        "{\"Message\":\"User is not authorized to access this resource\"}",
        event ->
            Lambdas.policy(
                "Allow", event.path("methodArn").asText().replace("/ws/", "/other/"), "{}"));
  }

  @Test
  void authorizerThatCrashesOrAnswersNoPolicyIsAServerError() throws Exception {
    assertRefused(
        500,
        "Internal server error",
        _ -> {
          throw new IllegalStateException("boom");
        });
    assertRefused(500, "Internal server error", _ -> "{\"isAuthorized\":true}");
    assertRefused(500, "Internal server error", _ -> "null");
    assertRefused(
        500,
        "Internal server error",
        event -> Lambdas.policy("Allow", event.path("methodArn").asText(), "{\"list\":[1]}"));
  }

  @Test
  void authorizerResultMayHaveEightKilobytesAndNoMore() throws Exception {
    AtomicReference<String> padding = new AtomicReference<>("");
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Authorize",
                event ->
                    Lambdas.policy(
                        "Allow",
                        event.path("methodArn").asText(),
                        "{\"p\":\"" + padding.get() + "\"}"));
    int empty =
        Lambdas.policy(
                "Allow",
                "arn:aws:execute-api:us-east-1:000000000000:wsapi00001/ws/$connect",
                "{\"p\":\"\"}")
            .length();
    try (House house = new House(guarded(), lambdas)) {
      padding.set("x".repeat(8192 - empty));
      try (RawSocket client = house.connect("Sec-WebSocket-Protocol: t")) {
        assertEquals(101, client.status);
      }
      padding.set("x".repeat(8193 - empty));
      try (RawSocket client = house.connect("Sec-WebSocket-Protocol: t")) {
        assertEquals(500, client.status);
      }
    }
  }

  private static void assertRefused(int status, String body, Lambdas.Handler authorizer)
      throws Exception {
    Lambdas lambdas = new Lambdas().on("Authorize", authorizer);
    try (House house = new House(guarded(), lambdas);
        RawSocket client = house.connect("Sec-WebSocket-Protocol: ticket.abc")) {
      assertEquals(status, client.status);
      assertTrue(client.body.contains(body), client.body);
      assertEquals(0, lambdas.waiting("Connect"));
      assertTrue(house.gateways.connections().isEmpty());
    }
  }

  @Test
  void subProtocolIsWhatConnectAnswers() throws Exception {
    Template template = Template.webSocket().route("$connect", "Connect");
    Lambdas lambdas =
        new Lambdas()
            .answering(
                "Connect",
                "{'statusCode':200,'headers':{'Sec-WebSocket-Protocol':'firstbell.v1'}}");
    try (House house = new House(template, lambdas);
        RawSocket chosen = house.connect("Sec-WebSocket-Protocol: firstbell.v1, ticket.abc")) {
      assertEquals(101, chosen.status);
      assertEquals("firstbell.v1", chosen.headers.get("sec-websocket-protocol"));
      lambdas.answering("Connect", "{'statusCode':200}");
      try (RawSocket none = house.connect("Sec-WebSocket-Protocol: firstbell.v1")) {
        assertEquals(101, none.status);
        assertFalse(none.headers.containsKey("sec-websocket-protocol"));
      }
    }
  }

  @Test
  void anOrdinaryClientTalksThroughIt() throws Exception {
    Template template =
        Template.webSocket().route("$connect", "Connect").replyingRoute("ping", "Ping");
    Lambdas lambdas =
        new Lambdas()
            .answering(
                "Connect", "{'statusCode':200,'headers':{'sec-websocket-protocol':'firstbell.v1'}}")
            .answering("Ping", "{'statusCode':200,'body':'pong'}");
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket.Listener listening =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence text, boolean last) {
            answer.complete(text.toString());
            socket.request(1);
            return null;
          }
        };
    try (House house = new House(template, lambdas);
        HttpClient http = HttpClient.newHttpClient()) {
      WebSocket socket =
          http.newWebSocketBuilder()
              .subprotocols("firstbell.v1", "ticket.abc")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + house.port() + "/" + Template.WS + "/ws"),
                  listening)
              .join();
      assertEquals("firstbell.v1", socket.getSubprotocol());
      socket.sendText("{\"action\":\"ping\"}", true).join();
      assertEquals("pong", answer.get(20, TimeUnit.SECONDS));
      socket.sendClose(1000, "").join();
      socket.abort();
    }
  }

  @Test
  void handshakeIsPendingUntilConnectEndsAndNobodyCanPostBefore() throws Exception {
    Template template = Template.webSocket().route("$connect", "Connect");
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicReference<Integer> early = new AtomicReference<>();
    CompletableFuture<House> house = new CompletableFuture<>();
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Connect",
                event -> {
                  String id = event.at("/requestContext/connectionId").asText();
                  early.set(house.join().manage("POST", id, "hello").status());
                  mayEnd.await();
                  return "{\"statusCode\":200}";
                });
    try (House open = new House(template, lambdas)) {
      house.complete(open);
      Thread.startVirtualThread(() -> {
        House.until("the early post was answered", () -> early.get() != null);
        mayEnd.countDown();
      });
      try (RawSocket client = open.connect()) {
        assertEquals(101, client.status);
        assertEquals(410, early.get());
        String id = open.gateways.connections().getFirst().connectionId();
        assertEquals(200, open.manage("POST", id, "now").status());
        assertEquals("now", client.message());
      }
    }
  }

  @Test
  void noPermissionForTheRouteIsAServerErrorAndTheFunctionDoesNotRun() throws Exception {
    Template template =
        Template.webSocket()
            .route("$connect", "Connect", "", "")
            .permit("Connect", Template.WS + "/ws/$disconnect");
    try (House house = new House(template, new Lambdas());
        RawSocket client = house.connect()) {
      assertEquals(500, client.status);
      assertTrue(client.body.contains("\"message\":\"Internal server error\""), client.body);
      assertEquals(0, house.lambdas.waiting("Connect"));
    }
  }

  @Test
  void connectThatFailsIsABadGateway() throws Exception {
    Template template = Template.webSocket().route("$connect", "Connect");
    Lambdas lambdas = new Lambdas().answering("Connect", "{'ok':true}");
    try (House house = new House(template, lambdas);
        RawSocket malformed = house.connect()) {
      assertEquals(502, malformed.status);
    }
  }

  @Test
  void fiveHundredNewConnectionsASecond() throws Exception {
    GatewayOptions two = GatewayOptions.aws().with(Quotas.aws().withConnectsPerSecond(2));
    try (House house = new House(Template.webSocket(), new Lambdas(), two);
        RawSocket first = house.connect();
        RawSocket second = house.connect();
        RawSocket third = house.connect()) {
      assertEquals(101, first.status);
      assertEquals(101, second.status);
      assertEquals(429, third.status);
      house.clock.advance(Duration.ofSeconds(1));
      try (RawSocket later = house.connect()) {
        assertEquals(101, later.status);
      }
    }
    assertEquals(500, Quotas.aws().connectsPerSecond());
  }
}
