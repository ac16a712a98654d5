package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DisconnectTest {
  private static House house() {
    return new House(Template.webSocket().route("$disconnect", "Disconnect"), new Lambdas());
  }

  @Test
  void eventHasFourHeadersAndTheCloseCode() throws Exception {
    try (House house = house();
        RawSocket client = house.connect("Origin: https://shop.example")) {
      String id = house.gateways.connections().getFirst().connectionId();
      client.closeFrame(3001, "closing the laptop");
      JsonNode event = house.lambdas.next("Disconnect");
      Set<String> names = new TreeSet<>();
      event.path("headers").fieldNames().forEachRemaining(names::add);
      assertEquals(Set.of("Host", "x-api-key", "X-Forwarded-For", "x-restapi"), names);
      assertEquals("[\"\"]", event.at("/multiValueHeaders/x-api-key").toString());
      assertFalse(event.has("body"));
      assertFalse(event.path("isBase64Encoded").asBoolean(true));
      JsonNode context = event.path("requestContext");
      assertEquals("$disconnect", context.path("routeKey").asText());
      assertEquals("DISCONNECT", context.path("eventType").asText());
      assertEquals(3001, context.path("disconnectStatusCode").asInt());
      assertEquals("closing the laptop", context.path("disconnectReason").asText());
      assertEquals(id, context.path("connectionId").asText());
      assertEquals(410, house.manage("POST", id, "x").status());
    }
  }

  @Test
  void closeWithoutACodeIs1005() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      client.frame(true, RawSocket.CLOSE, new byte[0]);
      assertReason(house, 1005, "Client-side close frame status not set");
    }
  }

  @Test
  void aConnectionThatBreaksIs1006() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      client.drop();
      assertReason(house, 1006, "Connection closed abnormally");
    }
  }

  @Test
  void deleteCloses1000AndStillDelivers() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String id = house.gateways.connections().getFirst().connectionId();
      assertEquals(200, house.manage("POST", id, "bye").status());
      assertEquals(204, house.manage("DELETE", id, "").status());
      assertEquals("bye", client.message(), "what was posted before comes before the close");
      RawSocket.Frame close = client.read();
      assertEquals(1000, close.closeCode());
      assertEquals("Connection Closed Normally", close.closeReason());
      client.closeFrame(1000, "");
      assertReason(house, 1000, "Connection Closed Normally");
    }
  }

  @Test
  void aClientThatNeverAnswersACloseIsCutOff() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String id = house.gateways.connections().getFirst().connectionId();
      house.manage("DELETE", id, "");
      assertEquals(410, house.manage("POST", id, "x").status(), "closing: gone for posts");
      assertReason(house, 1000, "Connection Closed Normally");
    }
  }

  @Test
  void disconnectThatFailsHarmsNobody() throws Exception {
    try (House house = house();
        RawSocket first = house.connect();
        RawSocket second = house.connect()) {
      house.lambdas.on(
          "Disconnect",
          _ -> {
            throw new IllegalStateException("boom");
          });
      first.closeFrame(1000, "");
      house.lambdas.next("Disconnect");
      House.until("one is left", () -> house.gateways.connections().size() == 1);
      String id = house.gateways.connections().getFirst().connectionId();
      assertEquals(200, house.manage("POST", id, "still").status());
      assertEquals("still", second.message());
    }
  }

  private static void assertReason(House house, int code, String reason) throws Exception {
    JsonNode context = house.lambdas.next("Disconnect").path("requestContext");
    assertEquals(code, context.path("disconnectStatusCode").asInt());
    assertEquals(reason, context.path("disconnectReason").asText());
  }
}
