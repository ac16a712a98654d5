package app.firstbell.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a function's output becomes as an HTTP response, payload format 2.0: without a `statusCode`
/// the whole output is a JSON body with 200, as "Lambda function response for format 2.0" in the
/// developer guide says.
///
/// @param headers names in lower case
/// @param cookies one `set-cookie` header each
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpAnswer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @return nothing for what becomes "Internal Server Error": a body that is no text, a status
  ///   that is none
  static Optional<HttpAnswer> read(byte[] payload) {
    JsonNode output;
    try {
      output = JSON.readTree(payload);
    } catch (IOException notJson) {
      return Optional.empty();
    }
    if (!output.has("statusCode")) {
      byte[] body = output.isTextual() ? output.asText().getBytes(StandardCharsets.UTF_8) : payload;
      return Optional.of(
          new HttpAnswer(200, Map.of("content-type", "application/json"), List.of(), body));
    }
    Optional<Integer> status = ProxyAnswer.status(output.path("statusCode"));
    Optional<byte[]> body = body(output);
    if (status.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "text/plain;charset=UTF-8");
    for (Map.Entry<String, JsonNode> header : output.path("headers").properties()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText());
    }
    List<String> cookies = output.path("cookies").valueStream().map(JsonNode::asText).toList();
    return Optional.of(new HttpAnswer(status.get(), headers, cookies, body.get()));
  }

  private static Optional<byte[]> body(JsonNode output) {
    JsonNode body = output.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return Optional.of(new byte[0]);
    }
    if (!body.isTextual()) {
      return Optional.empty();
    }
    if (!output.path("isBase64Encoded").asBoolean()) {
      return Optional.of(body.asText().getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(body.asText()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
