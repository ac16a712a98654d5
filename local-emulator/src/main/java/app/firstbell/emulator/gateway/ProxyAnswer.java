package app.firstbell.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A proxy integration's answer on a WebSocket route: `{statusCode, headers, body}`.
///
/// @param headers names in lower case
@SuppressWarnings("ArrayRecordComponent") // never compared
record ProxyAnswer(int status, Map<String, String> headers, Optional<byte[]> body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @return nothing for what AWS calls a malformed Lambda proxy response
  static Optional<ProxyAnswer> read(byte[] payload) {
    JsonNode answer;
    try {
      answer = JSON.readTree(payload);
    } catch (IOException notJson) {
      return Optional.empty();
    }
    Optional<Integer> status = status(answer.path("statusCode"));
    JsonNode body = answer.path("body");
    boolean wellFormed = body.isMissingNode() || body.isNull() || body.isTextual();
    if (status.isEmpty() || !wellFormed) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>();
    for (String kind : new String[] {"multiValueHeaders", "headers"}) {
      for (Map.Entry<String, JsonNode> header : answer.path(kind).properties()) {
        JsonNode value = header.getValue();
        headers.put(
            header.getKey().toLowerCase(Locale.ROOT),
            value.isArray() ? value.path(0).asText() : value.asText());
      }
    }
    try {
      return Optional.of(
          new ProxyAnswer(
              status.get(),
              headers,
              body.isTextual()
                  ? Optional.of(
                      answer.path("isBase64Encoded").asBoolean()
                          ? Base64.getDecoder().decode(body.asText())
                          : body.asText().getBytes(StandardCharsets.UTF_8))
                  : Optional.empty()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /// A status code as a number or as text, as AWS takes both.
  static Optional<Integer> status(JsonNode code) {
    int status = code.isIntegralNumber() || code.isTextual() ? code.asInt(0) : 0;
    return status >= 100 && status <= 599 ? Optional.of(status) : Optional.empty();
  }

  boolean succeeded() {
    return status >= 200 && status < 300;
  }
}
