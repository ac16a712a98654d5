package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsCall;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `@connections`.
class ManagementTest {
  private static House house() {
    return new House(Template.webSocket(), new Lambdas());
  }

  private static String only(House house) {
    return house.gateways.connections().getFirst().connectionId();
  }

  @Test
  void postReachesTheClient() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      AwsAnswer answer = house.manage("POST", only(house), "Grüße \uD83D\uDD14");
      assertEquals(200, answer.status());
      assertEquals(0, answer.body().length);
      assertEquals("Grüße \uD83D\uDD14", client.message());
      assertEquals(1, house.stats.get("gateway.posts"));
    }
  }

  @Test
  void postsKeepTheirOrder() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String id = only(house);
      for (int i = 0; i < 500; i++) {
        assertEquals(200, house.manage("POST", id, "post " + i).status());
      }
      for (int i = 0; i < 500; i++) {
        assertEquals("post " + i, client.message());
      }
    }
  }

  @Test
  void getTellsWhenAndWho() throws Exception {
    try (House house = house();
        RawSocket client = house.connect("User-Agent: Bell/1")) {
      Instant connected =
          Instant.ofEpochMilli(house.gateways.connections().getFirst().connectedAt());
      house.clock.advance(Duration.ofMinutes(5));
      client.text("x");
      client.message();
      AwsAnswer answer = house.manage("GET", only(house), "");
      assertEquals(200, answer.status());
      JsonNode view = Lambdas.JSON.readTree(answer.body());
      assertEquals(connected, Instant.parse(view.path("connectedAt").asText()));
      Instant active = Instant.parse(view.path("lastActiveAt").asText());
      assertTrue(active.isAfter(connected.plus(Duration.ofMinutes(4))), active.toString());
      assertEquals("127.0.0.1", view.at("/identity/sourceIp").asText());
      assertEquals("Bell/1", view.at("/identity/userAgent").asText());
    }
  }

  @Test
  void idsArriveUrlEncodedOrNot() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String id = only(house);
      for (String path :
          new String[] {
            "/ws/@connections/" + id,
            "/ws/%40connections/" + id.replace("=", "%3D"),
            "/ws/@connections/" + id.replace("=", "%3d")
          }) {
        AwsCall call =
            new AwsCall(
                "POST",
                path,
                "",
                Map.of("authorization", House.SIGNED),
                path.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, house.gateways.manage(Template.WS, path, call).status());
        assertEquals(path, client.message());
      }
    }
  }

  @Test
  void aConnectionThatIsNotIsGoneWithoutABody() throws Exception {
    try (House house = house()) {
      for (String method : new String[] {"POST", "GET", "DELETE"}) {
        AwsAnswer answer = house.manage(method, "R0oXAdfD0kwCH6w=", "x");
        assertEquals(410, answer.status());
        assertEquals("GoneException", answer.headers().get("x-amzn-ErrorType"));
        assertEquals(0, answer.body().length);
      }
    }
  }

  @Test
  void aConnectionOfAnotherStageOrApiIsGone() throws Exception {
    Template template =
        Template.webSocket()
            .add(
                "AWS::ApiGatewayV2::Stage",
                "blue",
                "{'ApiId':'" + Template.WS + "','StageName':'blue','AutoDeploy':true}")
            .add(
                "AWS::ApiGatewayV2::Api",
                "wsapi00002",
                "{'ProtocolType':'WEBSOCKET','RouteSelectionExpression':'$request.body.action'}")
            .add(
                "AWS::ApiGatewayV2::Stage",
                "ws",
                "{'ApiId':'wsapi00002','StageName':'ws','AutoDeploy':true}");
    try (House house = new House(template, new Lambdas());
        RawSocket client = house.connect()) {
      String id = only(house);
      for (String[] place : new String[][] {{Template.WS, "/blue/"}, {"wsapi00002", "/ws/"}}) {
        String path = place[1] + "@connections/" + id;
        AwsCall call =
            new AwsCall("POST", path, "", Map.of("authorization", House.SIGNED), new byte[0]);
        assertEquals(410, house.gateways.manage(place[0], path, call).status());
      }
      assertEquals(200, house.manage("POST", id, "x").status());
      assertEquals("x", client.message());
    }
  }

  @Test
  void messageOf131072BytesIsTakenAndOneMoreIsNot() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      assertEquals(200, house.manage("POST", only(house), new byte[131_072]).status());
      assertEquals(131_072, client.message().length());
      AwsAnswer refused = house.manage("POST", only(house), new byte[131_073]);
      assertError(413, "PayloadTooLargeException", refused);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer abc",
        "AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/lambda/aws4_request, Signature=0",
        "AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-1/execute-api/aws4_request, Signature=0"
      })
  void withoutASignatureForThisServiceAndRegionItIsForbidden(String authorization)
      throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String path = "/ws/@connections/" + only(house);
      Map<String, String> headers =
          authorization.isEmpty() ? Map.of() : Map.of("authorization", authorization);
      AwsAnswer answer =
          house.gateways.manage(
              Template.WS, path, new AwsCall("POST", path, "", headers, new byte[] {'x'}));
      assertError(403, "ForbiddenException", answer);
      assertEquals(101, client.status);
    }
  }

  @Test
  void theRoleDecidesByMethodAndConnection() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String id = only(house);
      house.denied.put(
          "AKIDMESSAGE",
          "execute-api:ManageConnections"
              + " arn:aws:execute-api:us-east-1:000000000000:wsapi00001/ws/DELETE/@connections/"
              + id);
      AwsAnswer denied = house.manage("DELETE", id, "");
      assertError(403, "ForbiddenException", denied);
      assertTrue(
          new String(denied.body(), StandardCharsets.UTF_8)
              .contains("is not authorized to perform: execute-api:ManageConnections"));
      assertEquals(200, house.manage("POST", id, "x").status());
      assertEquals("x", client.message());
    }
  }

  @Test
  void aForgottenStageIsForbidden() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      assertEquals(101, client.status);
      for (String path : new String[] {"/@connections/", "/other/@connections/"}) {
        AwsCall call =
            new AwsCall(
                "POST", path + only(house), "", Map.of("authorization", House.SIGNED), new byte[0]);
        assertError(
            403,
            "ForbiddenException",
            house.gateways.manage(Template.WS, path + only(house), call));
      }
    }
  }

  @Test
  void aSlowReaderIsALimitExceeded() throws Exception {
    try (House house = house();
        RawSocket client = RawSocket.openSlow(house.port(), "/" + Template.WS + "/ws")) {
      String id = only(house);
      byte[] message = new byte[128 * 1024];
      int taken = 0;
      AwsAnswer answer = house.manage("POST", id, message);
      while (answer.status() == 200 && taken < 1000) {
        taken++;
        answer = house.manage("POST", id, message);
      }
      assertError(429, "LimitExceededException", answer);
      for (int i = 0; i < taken; i++) {
        assertEquals(message.length, client.message().length(), "what was taken is delivered");
      }
      House.until("there is room again", () -> house.manage("POST", id, "x").status() == 200);
      assertEquals("x", client.message());
    }
  }

  @Test
  void overHttpItIsTheSame() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String path = "/" + Template.WS + "/ws/@connections/" + only(house).replace("=", "%3D");
      HttpResponse<String> unsigned = Web.send(house, "POST", path, new byte[] {'x'});
      assertEquals(403, unsigned.statusCode());
      assertEquals(
          "ForbiddenException", unsigned.headers().firstValue("x-amzn-ErrorType").orElse(""));
      HttpResponse<String> signed =
          Web.send(house, "POST", path, new byte[] {'x'}, "Authorization", House.SIGNED);
      assertEquals(200, signed.statusCode());
      assertEquals("x", client.message());
      HttpResponse<String> long131073 =
          Web.send(house, "POST", path, new byte[131_073], "Authorization", House.SIGNED);
      assertEquals(413, long131073.statusCode());
      HttpResponse<String> deleted =
          Web.send(house, "DELETE", path, new byte[0], "Authorization", House.SIGNED);
      assertEquals(204, deleted.statusCode());
      assertEquals(1000, client.untilClose().closeCode());
    }
  }

  private static void assertError(int status, String type, AwsAnswer answer) {
    assertEquals(status, answer.status());
    assertEquals(type, answer.headers().get("x-amzn-ErrorType"));
    assertTrue(new String(answer.body(), StandardCharsets.UTF_8).contains("\"message\":"));
  }
}
