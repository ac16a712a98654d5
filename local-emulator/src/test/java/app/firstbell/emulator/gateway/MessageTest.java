package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void messageEventHasRouteMessageIdAndRawBodyAndNoHeaders() throws Exception {
    Template template =
        Template.webSocket("$request.body.action", "'AutoDeploy':true,'StageVariables':{'v':'1'}")
            .route("message", "Message");
    try (House house = new House(template, new Lambdas());
        RawSocket client = house.connect("User-Agent: Bell/1")) {
      String body = "{ \"action\" : \"message\", \"text\":\"Grüße \uD83D\uDD14\"}";
      client.text(body);
      JsonNode event = house.lambdas.next("Message");
      assertEquals(body, event.path("body").asText());
      assertFalse(event.path("isBase64Encoded").asBoolean(true));
      assertFalse(event.has("headers"));
      assertFalse(event.has("multiValueHeaders"));
      assertFalse(event.has("queryStringParameters"));
      assertEquals("{\"v\":\"1\"}", event.path("stageVariables").toString());
      JsonNode context = event.path("requestContext");
      assertEquals("message", context.path("routeKey").asText());
      assertEquals("MESSAGE", context.path("eventType").asText());
      assertTrue(context.path("messageId").asText().endsWith("="));
      assertEquals(context.path("requestId"), context.path("extendedRequestId"));
      assertEquals("Bell/1", context.at("/identity/userAgent").asText());
      assertEquals(
          house.gateways.connections().getFirst().connectedAt(),
          context.path("connectedAt").asLong());
      Set<String> names = new HashSet<>();
      context.fieldNames().forEachRemaining(names::add);
      assertEquals(
          Set.of(
              "routeKey",
              "messageId",
              "eventType",
              "extendedRequestId",
              "requestTime",
              "messageDirection",
              "stage",
              "connectedAt",
              "requestTimeEpoch",
              "identity",
              "requestId",
              "domainName",
              "connectionId",
              "apiId"),
          names);
    }
  }

  @Test
  void outputIsDroppedUnlessTheRouteHasAResponse() throws Exception {
    Template template =
        Template.webSocket().route("silent", "Silent").replyingRoute("asking", "Asking");
    Lambdas lambdas =
        new Lambdas()
            .answering("Silent", "{'statusCode':200,'body':'dropped'}")
            .answering("Asking", "{'statusCode':200,'body':'answered'}");
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"silent\"}");
      lambdas.next("Silent");
      client.text("{\"action\":\"asking\"}");
      assertEquals("answered", client.message());
    }
  }

  @Test
  void aRouteResponseWithoutTheSelectionExpressionStillDrops() throws Exception {
    Template template =
        Template.webSocket()
            .route("silent", "Silent")
            .add(
                "AWS::ApiGatewayV2::RouteResponse",
                "response",
                "{'ApiId':'"
                    + Template.WS
                    + "','RouteId':'silent-route','RouteResponseKey':'$default'}")
            .replyingRoute("asking", "Asking");
    Lambdas lambdas =
        new Lambdas()
            .answering("Silent", "{'statusCode':200,'body':'dropped'}")
            .answering("Asking", "{'statusCode':200,'body':'answered'}");
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"silent\"}");
      lambdas.next("Silent");
      client.text("{\"action\":\"asking\"}");
      assertEquals("answered", client.message());
    }
  }

  @Test
  void integrationThatThrowsGivesAFrameAndTheConnectionStays() throws Exception {
    Template template = Template.webSocket().replyingRoute("message", "Message");
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Message",
                event -> {
                  if (event.path("body").asText().contains("bad")) {
                    throw new IllegalStateException("boom");
                  }
                  return "{\"statusCode\":200,\"body\":\"fine\"}";
                });
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\",\"bad\":1}");
      assertError(house, client, "Internal server error");
      client.text("{\"action\":\"message\"}");
      assertEquals("fine", client.message());
    }
  }

  private static void assertError(House house, RawSocket client, String message) throws Exception {
    JsonNode error = Lambdas.JSON.readTree(client.message());
    assertEquals(message, error.path("message").asText());
    assertEquals(
        house.gateways.connections().getFirst().connectionId(),
        error.path("connectionId").asText());
    assertTrue(error.path("requestId").asText().endsWith("="));
    assertEquals(3, error.size());
  }

  @Test
  void noRouteAndNoDefaultIsForbidden() throws Exception {
    try (House house = new House(Template.webSocket().route("message", "Message"), new Lambdas());
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"other\"}");
      assertError(house, client, "Forbidden");
    }
  }

  @Test
  void noPermissionForTheRouteIsAnInternalServerError() throws Exception {
    Template template =
        Template.webSocket()
            .route("message", "Message", "", "")
            .permit("Message", Template.WS + "/ws/other")
            .permit("Other", Template.WS + "/ws/message");
    try (House house = new House(template, new Lambdas());
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\"}");
      assertError(house, client, "Internal server error");
      assertEquals(0, house.lambdas.waiting("Message"));
    }
  }

  @Test
  void answerThatIsNoProxyResponseIsAnInternalServerError() throws Exception {
    Template template = Template.webSocket().replyingRoute("message", "Message");
    Lambdas lambdas = new Lambdas().answering("Message", "'just text'");
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\"}");
      assertError(house, client, "Internal server error");
    }
  }

  @Test
  void integrationTimeoutAnswersAndDropsTheLateResult() throws Exception {
    Template template =
        Template.webSocket()
            .route(
                "message",
                "Message",
                ",'RouteResponseSelectionExpression':'$default'",
                ",'TimeoutInMillis':50")
            .add(
                "AWS::ApiGatewayV2::RouteResponse",
                "response",
                "{'ApiId':'"
                    + Template.WS
                    + "','RouteId':'message-route','RouteResponseKey':'$default'}")
            .permit("Message", Template.WS + "/ws/message")
            .replyingRoute("ping", "Ping");
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Message",
                _ -> {
                  mayEnd.await();
                  ended.countDown();
                  return "{\"statusCode\":200,\"body\":\"too late\"}";
                })
            .answering("Ping", "{'statusCode':200,'body':'pong'}");
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\"}");
      assertError(house, client, "Endpoint request timed out");
      mayEnd.countDown();
      ended.await();
      client.text("{\"action\":\"ping\"}");
      assertEquals("pong", client.message());
    }
  }

  @Test
  void stageThrottleAnswersTooManyRequests() throws Exception {
    Template template =
        Template.webSocket(
                "$request.body.action",
                "'AutoDeploy':true,'DefaultRouteSettings':{'ThrottlingRateLimit':1000,"
                    + "'ThrottlingBurstLimit':1000},'RouteSettings':{'message':"
                    + "{'ThrottlingRateLimit':0.001,'ThrottlingBurstLimit':2}}")
            .replyingRoute("message", "Message");
    Lambdas lambdas = new Lambdas().answering("Message", "{'statusCode':200,'body':'ok'}");
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      for (int i = 0; i < 2; i++) {
        client.text("{\"action\":\"message\"}");
        assertEquals("ok", client.message());
      }
      client.text("{\"action\":\"message\"}");
      assertError(house, client, "Too Many Requests");
      client.text("{\"action\":\"other\"}");
      assertError(house, client, "Forbidden");
    }
  }

  @Test
  void oneBucketOfTheAccountForMessagesPostsAndHttp() throws Exception {
    GatewayOptions four = GatewayOptions.aws().with(Quotas.aws().withRequests(0.001, 4));
    Template template =
        Template.http("", "")
            .httpRoute("GET /x", "X")
            .add(
                "AWS::ApiGatewayV2::Api",
                Template.WS,
                "{'ProtocolType':'WEBSOCKET','RouteSelectionExpression':'$request.body.action'}")
            .add(
                "AWS::ApiGatewayV2::Stage",
                "ws",
                "{'ApiId':'" + Template.WS + "','StageName':'ws','AutoDeploy':true}")
            .replyingRoute("message", "Message");
    Lambdas lambdas = new Lambdas().answering("Message", "{'statusCode':200,'body':'ok'}");
    try (House house = new House(template, lambdas, four);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\"}");
      assertEquals("ok", client.message());
      String id = house.gateways.connections().getFirst().connectionId();
      assertEquals(200, house.manage("POST", id, "x").status());
      assertEquals("x", client.message());
      assertEquals(200, Web.get(house, "/" + Template.HTTP + "/api/x").statusCode());
      assertEquals(429, Web.get(house, "/" + Template.HTTP + "/api/x").statusCode());
      assertEquals(429, house.manage("POST", id, "x").status());
      client.text("{\"action\":\"message\"}");
      assertError(house, client, "Too Many Requests");
    }
    assertEquals(10_000, Quotas.aws().requestsPerSecond());
    assertEquals(5_000, Quotas.aws().requestBurst());
  }

  @Test
  void messagesOfOneConnectionRunBesideEachOther() throws Exception {
    Template template = Template.webSocket().replyingRoute("message", "Message");
    CountDownLatch both = new CountDownLatch(2);
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Message",
                _ -> {
                  both.countDown();
                  both.await();
                  return "{\"statusCode\":200,\"body\":\"ok\"}";
                });
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\"}");
      client.text("{\"action\":\"message\"}");
      assertEquals("ok", client.message());
      assertEquals("ok", client.message());
    }
  }

  @Test
  void orderCanBeDisturbedOnPurpose() {
    List<Integer> sent = List.of(1, 2, 3, 4, 5, 6, 7, 8);
    List<Integer> once = Shuffler.shuffled(sent, new Random(7));
    assertEquals(once, Shuffler.shuffled(sent, new Random(7)), "the seed decides");
    assertFalse(once.equals(sent), "and not for the order that came");
    assertEquals(new HashSet<>(sent), new HashSet<>(once));
  }

  @Test
  void disturbedMessagesAreHeldForTheWindowAndAllArrive() throws Exception {
    Template template = Template.webSocket().route("message", "Message");
    GatewayOptions shuffled =
        GatewayOptions.aws().with(new InvocationOrder.Shuffled(1, 3, Duration.ofMinutes(1)));
    try (House house = new House(template, new Lambdas(), shuffled);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\",\"n\":0}");
      client.text("{\"action\":\"message\",\"n\":1}");
      client.frame(true, RawSocket.PING, new byte[0]);
      assertEquals(RawSocket.PONG, client.read().opCode());
      assertEquals(0, house.lambdas.waiting("Message"), "two of three: held");
      client.text("{\"action\":\"message\",\"n\":2}");
      List<String> came = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        came.add(house.lambdas.next("Message").path("body").asText());
      }
      assertEquals(3, Set.copyOf(came).size());
    }
  }

  @Test
  void aWindowThatDoesNotFillIsReleasedByPatience() throws Exception {
    Template template = Template.webSocket().route("message", "Message");
    GatewayOptions shuffled =
        GatewayOptions.aws().with(new InvocationOrder.Shuffled(1, 100, Duration.ofMillis(1)));
    try (House house = new House(template, new Lambdas(), shuffled);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\"}");
      house.lambdas.next("Message");
    }
  }

  @Test
  void figuresCountWhatAwsBills() throws Exception {
    Template template =
        Template.webSocket().route("$connect", "Connect").replyingRoute("message", "Message");
    Lambdas lambdas = new Lambdas().answering("Message", "{'statusCode':200,'body':'ok'}");
    try (House house = new House(template, lambdas);
        RawSocket client = house.connect()) {
      client.text("{\"action\":\"message\"}");
      assertEquals("ok", client.message());
      String id = house.gateways.connections().getFirst().connectionId();
      house.manage("POST", id, "x".repeat(32 * 1024 + 1));
      assertEquals(32 * 1024 + 1, client.message().length());
      client.frame(false, RawSocket.TEXT, new byte[32 * 1024]);
      client.frame(true, RawSocket.CONTINUATION, new byte[1]);
      House.until("the long message came", () -> house.stats.get("gateway.messagesIn") == 3);
      assertEquals(1, house.stats.get("gateway.connects"));
      assertEquals(1, house.stats.get("gateway.posts"));
      assertTrue(client.message().contains("Forbidden"));
      House.until("four units went out", () -> house.stats.get("gateway.messagesOut") == 1 + 2 + 1);
      assertEquals(2, house.stats.get("gateway.invocations"));
    }
  }
}
