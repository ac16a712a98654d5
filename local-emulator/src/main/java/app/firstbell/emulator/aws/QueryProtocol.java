package app.firstbell.emulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// AWS's older protocol: a form in, XML out. SES v1 speaks it, and older SDKs' SQS.
public final class QueryProtocol {
  private QueryProtocol() {}

  /// The fields of a form, decoded.
  public static Map<String, String> form(byte[] body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// @param result elements inside `…Result`; arrays become repeated elements
  public static AwsAnswer ok(String namespace, String action, JsonNode result) {
    String id = UUID.randomUUID().toString();
    var xml = new StringBuilder();
    xml.append("<%sResponse xmlns=\"%s\"><%sResult>".formatted(action, namespace, action));
    elements(xml, result);
    xml.append(
        "</%sResult><ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></%sResponse>"
            .formatted(action, id, action));
    return answer(200, xml.toString());
  }

  public static AwsAnswer error(String namespace, AwsFailure failure) {
    return answer(
        failure.status(),
        "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
            .formatted(
                namespace, failure.code(), escaped(failure.words()), UUID.randomUUID().toString()));
  }

  private static void elements(StringBuilder xml, JsonNode result) {
    for (var field : result.properties()) {
      JsonNode value = field.getValue();
      for (JsonNode each : value.isArray() ? value : java.util.List.of(value)) {
        xml.append('<').append(field.getKey()).append('>');
        if (each.isObject()) {
          elements(xml, each);
        } else {
          xml.append(escaped(each.asText()));
        }
        xml.append("</").append(field.getKey()).append('>');
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static AwsAnswer answer(int status, String xml) {
    return new AwsAnswer(
        status,
        Map.of("Content-Type", "text/xml", "x-amzn-RequestId", UUID.randomUUID().toString()),
        xml.getBytes(StandardCharsets.UTF_8));
  }
}
