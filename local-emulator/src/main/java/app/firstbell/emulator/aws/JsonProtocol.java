package app.firstbell.emulator.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/// How services that speak AWS's JSON protocol answer.
public final class JsonProtocol {
  public static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TYPE_1_0 = "application/x-amz-json-1.0";

  private JsonProtocol() {}

  public static AwsAnswer ok(byte[] body) {
    return answer(200, body);
  }

  public static AwsAnswer ok(ObjectNode body) {
    return answer(200, bytes(body));
  }

  /// @param shape the error's full name, for example
  ///   `com.amazonaws.dynamodb.v20120810#ValidationException`
  public static AwsAnswer error(int status, String shape, String message) {
    return answer(status, bytes(errorBody(shape, message)));
  }

  /// An error that carries more than a message.
  public static AwsAnswer error(int status, ObjectNode body) {
    return answer(status, bytes(body));
  }

  public static ObjectNode errorBody(String shape, String message) {
    return MAPPER.createObjectNode().put("__type", shape).put("message", message);
  }

  static AwsAnswer answer(int status, byte[] body) {
    return new AwsAnswer(
        status,
        Map.of("Content-Type", TYPE_1_0, "x-amzn-RequestId", UUID.randomUUID().toString()),
        body);
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
