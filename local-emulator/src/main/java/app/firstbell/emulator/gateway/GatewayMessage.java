package app.firstbell.emulator.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the gateway itself says to a client when something fails: as a frame to a connection, or as
/// the body of a refused handshake. Three keys, as AWS sends them.
enum GatewayMessage {
  INTERNAL("Internal server error"),
  FORBIDDEN("Forbidden"),
  UNAUTHORIZED("Unauthorized"),
  TOO_MANY("Too Many Requests"),
  TIMED_OUT("Endpoint request timed out");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String text;

  GatewayMessage(String text) {
    this.text = text;
  }

  byte[] json(String connectionId, String requestId) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("message", text);
    keys.put("connectionId", connectionId);
    keys.put("requestId", requestId);
    return json(keys);
  }

  /// A body with one key, where there is no connection to speak of.
  static byte[] plain(String key, String text) {
    return json(Map.of(key, text));
  }

  static byte[] json(Map<String, ?> keys) {
    try {
      return JSON.writeValueAsString(keys).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("text could not be written as JSON", impossible);
    }
  }
}
