package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The codec without AWS's limits, as conformance suites see it.
class EchoServerTest {
  @Test
  void echoesTextBinaryAndFragments() throws Exception {
    try (EchoServer echo = EchoServer.start(0);
        RawSocket client = RawSocket.open(echo.port(), "/")) {
      client.text("Grüße");
      assertEquals("Grüße", client.message());
      byte[] large = new byte[16 * 1024 * 1024];
      large[large.length - 1] = 7;
      client.frame(true, RawSocket.BINARY, large);
      assertArrayEquals(large, client.read().payload());
      client.frame(false, RawSocket.TEXT, "one ".getBytes(StandardCharsets.UTF_8));
      client.frame(true, RawSocket.PING, new byte[] {9});
      client.frame(true, RawSocket.CONTINUATION, "two".getBytes(StandardCharsets.UTF_8));
      assertArrayEquals(new byte[] {9}, client.read().payload());
      assertEquals("one two", client.message());
      client.closeFrame(1000, "");
      assertEquals(1000, client.read().closeCode());
    }
  }
}
