package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The quotas of WebSocket APIs, to the byte and to the second.
class QuotaTest {
  private static final int FRAME = 32 * 1024;
  private static final int MESSAGE = 128 * 1024;

  private static House house() {
    return new House(
        Template.webSocket().replyingRoute("$default", "Echo").route("$disconnect", "Disconnect"),
        new Lambdas()
            .on(
                "Echo",
                event ->
                    "{\"statusCode\":200,\"body\":\"%d\"}"
                        .formatted(event.path("body").asText().length())));
  }

  private static byte[] letters(int count) {
    return "x".repeat(count).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void frameOf32768BytesIsTaken() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      client.frame(true, RawSocket.TEXT, letters(FRAME));
      assertEquals("32768", client.message());
    }
  }

  @Test
  void frameOf32769BytesClosesWith1009() throws Exception {
    assertClosed(1009, client -> client.frame(true, RawSocket.TEXT, letters(FRAME + 1)));
  }

  @Test
  void frameOf129KilobytesClosesWith1009() throws Exception {
    assertClosed(1009, client -> client.frame(true, RawSocket.TEXT, letters(129 * 1024)));
  }

  @Test
  void messageOf131072BytesInFourFramesIsTaken() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      inFrames(client, MESSAGE);
      assertEquals("131072", client.message());
    }
  }

  @Test
  void messageOf131073BytesClosesWith1009() throws Exception {
    assertClosed(1009, client -> inFrames(client, MESSAGE + 1));
  }

  @Test
  void bytesCountNotCharacters() throws Exception {
    // 20,000 characters of two bytes each.
    byte[] umlauts = "ü".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    assertClosed(1009, client -> client.frame(true, RawSocket.TEXT, umlauts));
  }

  @Test
  void binaryFrameClosesWith1003() throws Exception {
    assertClosed(1003, client -> client.frame(true, RawSocket.BINARY, new byte[] {1, 2, 3}));
  }

  @Test
  void textThatIsNotUtf8ClosesWith1007() throws Exception {
    assertClosed(
        1007, client -> client.frame(true, RawSocket.TEXT, new byte[] {(byte) 0xc3, 0x28}));
  }

  private interface Sending {
    void to(RawSocket client) throws Exception;
  }

  private static void assertClosed(int code, Sending sending) throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      sending.to(client);
      assertEquals(code, client.untilClose().closeCode());
      assertEquals(
          code,
          house.lambdas.next("Disconnect").at("/requestContext/disconnectStatusCode").asInt());
      assertEquals(0, house.lambdas.waiting("Echo"));
      House.until("the connection is gone", () -> house.gateways.connections().isEmpty());
    }
  }

  private static void inFrames(RawSocket client, int bytes) throws Exception {
    for (int from = 0; from < bytes; from += FRAME) {
      int size = Math.min(FRAME, bytes - from);
      client.frame(
          from + size == bytes, from == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, letters(size));
    }
  }

  @Test
  void outgoingMessagesAreCutIntoFramesOf32Kilobytes() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      String id = house.gateways.connections().getFirst().connectionId();
      assertEquals(200, house.manage("POST", id, letters(MESSAGE)).status());
      int total = 0;
      for (int i = 0; i < 4; i++) {
        RawSocket.Frame frame = client.read();
        assertEquals(i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, frame.opCode());
        assertEquals(i == 3, frame.fin());
        assertTrue(frame.payload().length <= FRAME);
        total += frame.payload().length;
      }
      assertEquals(MESSAGE, total);
    }
  }

  @Test
  void tenMinutesWithoutTrafficEndAConnection() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      house.clock.advance(Duration.ofMinutes(9).plusSeconds(50));
      client.text("still here");
      assertEquals("10", client.message());
      house.clock.advance(Duration.ofMinutes(9).plusSeconds(50));
      String id = house.gateways.connections().getFirst().connectionId();
      assertEquals(200, house.manage("POST", id, "and here").status());
      assertEquals("and here", client.message());
      house.clock.advance(Duration.ofMinutes(9).plusSeconds(50));
      client.frame(true, RawSocket.PING, new byte[0]);
      assertEquals(RawSocket.PONG, client.read().opCode());
      house.clock.advance(Duration.ofMinutes(10));
      RawSocket.Frame close = client.untilClose();
      assertEquals(1001, close.closeCode());
      assertEquals("Going away", close.closeReason());
    }
  }

  @Test
  void twoHoursEndABusyConnection() throws Exception {
    try (House house = house();
        RawSocket client = house.connect()) {
      for (int i = 0; i < 13; i++) {
        house.clock.advance(Duration.ofMinutes(9));
        client.text("busy");
        assertEquals("4", client.message());
      }
      house.clock.advance(Duration.ofMinutes(3));
      assertEquals(1001, client.untilClose().closeCode());
      client.closeFrame(1001, "");
      var context = house.lambdas.next("Disconnect").path("requestContext");
      assertEquals(1001, context.path("disconnectStatusCode").asInt());
      assertEquals("Going away", context.path("disconnectReason").asText());
    }
  }

  @Test
  void urlOf4096CharactersIsTakenAndOneMoreIsNot() throws Exception {
    String path = "/" + Template.WS + "/ws?t=";
    try (House house = house();
        RawSocket taken = RawSocket.open(house.port(), path + "x".repeat(4096 - path.length()));
        RawSocket refused = RawSocket.open(house.port(), path + "x".repeat(4097 - path.length()))) {
      assertEquals(101, taken.status);
      assertEquals(414, refused.status);
    }
  }
}
