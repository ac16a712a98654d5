package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Where other emulators part from AWS, as read in their code: each way is a test here.
class RivalsTest {
  private static Template template() {
    return Template.webSocket()
        .authorized("Authorize", "Connect", "'route.request.querystring.t'")
        .route("$default", "Default")
        .route("$disconnect", "Disconnect");
  }

  private static Lambdas lambdas() {
    return new Lambdas().allowing("Authorize", "{'tenant':'demo'}");
  }

  private static RawSocket connect(House house) throws Exception {
    return RawSocket.open(house.port(), "/" + Template.WS + "/ws?t=1");
  }

  private static JsonNode disconnect(House house) throws Exception {
    return house.lambdas.next("Disconnect").path("requestContext");
  }

  @Test
  void disconnectIsDeliveredAfterDelete() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      house.manage("DELETE", house.gateways.connections().getFirst().connectionId(), "");
      client.untilClose();
      client.closeFrame(1000, "");
      assertEquals(1000, disconnect(house).path("disconnectStatusCode").asInt());
    }
  }

  @Test
  void disconnectIsDeliveredAfterTheIdleClose() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      house.clock.advance(Duration.ofMinutes(10));
      assertEquals(1001, client.untilClose().closeCode());
      client.closeFrame(1001, "");
      JsonNode context = disconnect(house);
      assertEquals(1001, context.path("disconnectStatusCode").asInt());
      assertEquals("Going away", context.path("disconnectReason").asText());
    }
  }

  @Test
  void binaryIsRefusedWith1003() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      client.frame(true, RawSocket.BINARY, new byte[] {0});
      assertEquals(1003, client.untilClose().closeCode());
    }
  }

  @Test
  void tooLongAMessageIsAClose1009AndNotATextFrame() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      client.frame(true, RawSocket.TEXT, new byte[129 * 1024]);
      RawSocket.Frame first = client.read();
      assertEquals(RawSocket.CLOSE, first.opCode());
      assertEquals(1009, first.closeCode());
    }
  }

  @Test
  void aFrameOfMoreThan32KilobytesIsRefusedThoughTheMessageWouldFit() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      client.frame(true, RawSocket.TEXT, "x".repeat(40_000).getBytes(StandardCharsets.UTF_8));
      assertEquals(1009, client.untilClose().closeCode());
    }
  }

  @Test
  void nestedPathsSelectRoutes() throws Exception {
    Template nested =
        Template.webSocket("${request.body.service.do}", "'AutoDeploy':true").route("open", "Open");
    try (House house = new House(nested, lambdas());
        RawSocket client = house.connect()) {
      client.text("{\"service\":{\"do\":\"open\"}}");
      house.lambdas.next("Open");
    }
  }

  @Test
  void messageIdAndAuthorizerAreInEveryMessage() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      client.text("hello");
      JsonNode context = house.lambdas.next("Default").path("requestContext");
      assertTrue(context.path("messageId").asText().endsWith("="));
      assertEquals("demo", context.at("/authorizer/tenant").asText());
      assertEquals("marta", context.at("/authorizer/principalId").asText());
    }
  }

  @Test
  void anUnmatchedKeyIsReportedAsDefault() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      client.text("{\"action\":\"nonsense\"}");
      assertEquals(
          "$default", house.lambdas.next("Default").at("/requestContext/routeKey").asText());
    }
  }

  @Test
  void theStatusOfConnectReachesTheClient() throws Exception {
    for (int status : new int[] {400, 401, 418, 503}) {
      Lambdas lambdas = lambdas().answering("Connect", "{'statusCode':" + status + "}");
      try (House house = new House(template(), lambdas);
          RawSocket client = connect(house)) {
        assertEquals(status, client.status);
        assertEquals("", client.body);
      }
    }
  }

  @Test
  void theAuthorizerIsAskedAndWithoutASourceNobodyComesIn() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = house.connect()) {
      assertEquals(401, client.status);
    }
  }

  @Test
  void anAuthorizerResultThatIsNoPolicyIs500AndNot403() throws Exception {
    Lambdas lambdas = new Lambdas().answering("Authorize", "{'isAuthorized':false}");
    try (House house = new House(template(), lambdas);
        RawSocket client = connect(house)) {
      assertEquals(500, client.status);
    }
  }

  @Test
  void connectionsCanBeLookedAtByGet() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = connect(house)) {
      assertEquals(101, client.status);
      String id = house.gateways.connections().getFirst().connectionId();
      assertEquals(200, house.manage("GET", id, "").status());
    }
  }

  @Test
  void aWrongStageIsNotTakenForTheRightOne() throws Exception {
    try (House house = new House(template(), lambdas());
        RawSocket client = RawSocket.open(house.port(), "/" + Template.WS + "/nostage?t=1")) {
      assertEquals(403, client.status);
    }
  }

  @Test
  void postingToAConnectionThatIsNotIsGoneAndNot200() throws Exception {
    try (House house = new House(template(), lambdas())) {
      assertEquals(410, house.manage("POST", "AAAAAAAAAAAAAAA=", "x").status());
    }
  }

  @Test
  void fiftyConnectionsAreServedBesideEachOther() throws Exception {
    Template echo = Template.webSocket().replyingRoute("$default", "Echo");
    CountDownLatch all = new CountDownLatch(50);
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Echo",
                _ -> {
                  all.countDown();
                  all.await();
                  return "{\"statusCode\":200,\"body\":\"ok\"}";
                });
    RawSocket[] clients = new RawSocket[50];
    try (House house = new House(echo, lambdas)) {
      for (int i = 0; i < clients.length; i++) {
        clients[i] = house.connect();
        clients[i].text("x");
      }
      for (RawSocket client : clients) {
        assertEquals("ok", client.message());
        client.close();
      }
    }
  }
}
