package app.firstbell.emulator.gateway;

import app.firstbell.emulator.template.Assembly;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The event of an HTTP API, payload format 2.0.
final class HttpEvents {
  private static final JsonFactory JSON = new JsonFactory();

  private HttpEvents() {}

  /// A request as it came to a route.
  ///
  /// @param path with the stage, as AWS gives it for a named stage
  /// @param headers names as the client wrote them
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Call(
      String apiId,
      Stage stage,
      String routeKey,
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      Map<String, String> pathParameters,
      String protocol,
      String sourceIp,
      String requestId,
      long atMillis,
      byte[] body) {}

  static byte[] request(Call call) {
    Map<String, String> headers = headers(call);
    List<String> cookies = new ArrayList<>();
    Optional.ofNullable(headers.remove("cookie"))
        .ifPresent(all -> cookies.addAll(List.of(all.split("; ?", -1))));
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(2048);
        JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("version", "2.0");
      json.writeStringField("routeKey", call.routeKey());
      json.writeStringField("rawPath", call.path());
      json.writeStringField("rawQueryString", call.query());
      if (!cookies.isEmpty()) {
        json.writeArrayFieldStart("cookies");
        for (String cookie : cookies) {
          json.writeString(cookie);
        }
        json.writeEndArray();
      }
      texts(json, "headers", headers);
      Map<String, String> query = new TreeMap<>();
      PercentEncoding.query(call.query())
          .forEach((name, values) -> query.put(name, String.join(",", values)));
      if (!query.isEmpty()) {
        texts(json, "queryStringParameters", query);
      }
      context(json, call, headers.getOrDefault("user-agent", ""));
      if (!call.pathParameters().isEmpty()) {
        texts(json, "pathParameters", call.pathParameters());
      }
      if (!call.stage().variables().isEmpty()) {
        texts(json, "stageVariables", call.stage().variables());
      }
      Optional<String> text = text(call.body(), headers.getOrDefault("content-type", ""));
      if (call.body().length > 0) {
        json.writeStringField(
            "body", text.orElseGet(() -> Base64.getEncoder().encodeToString(call.body())));
      }
      json.writeBooleanField("isBase64Encoded", text.isEmpty());
      json.writeEndObject();
      json.flush();
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("an event could not be written to memory", impossible);
    }
  }

  private static void context(JsonGenerator json, Call call, String userAgent) throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("accountId", Assembly.ACCOUNT);
    json.writeStringField("apiId", call.apiId());
    json.writeStringField("domainName", Arns.domain(call.apiId()));
    json.writeStringField("domainPrefix", call.apiId());
    json.writeObjectFieldStart("http");
    json.writeStringField("method", call.method());
    json.writeStringField("path", call.path());
    json.writeStringField("protocol", call.protocol());
    json.writeStringField("sourceIp", call.sourceIp());
    json.writeStringField("userAgent", userAgent);
    json.writeEndObject();
    json.writeStringField("requestId", call.requestId());
    json.writeStringField("routeKey", call.routeKey());
    json.writeStringField("stage", call.stage().name());
    json.writeStringField("time", RequestTime.print(call.atMillis()));
    json.writeNumberField("timeEpoch", call.atMillis());
    json.writeEndObject();
  }

  private static Map<String, String> headers(Call call) {
    Map<String, String> headers = new TreeMap<>();
    call.headers()
        .forEach((name, values) ->
            headers.merge(
                name.toLowerCase(Locale.ROOT),
                String.join(name.equalsIgnoreCase("cookie") ? "; " : ",", values),
                (a, b) -> a + "," + b));
    headers.put("host", Arns.domain(call.apiId()));
    // What the client wrote comes first, so only the end can be believed.
    headers.merge("x-forwarded-for", call.sourceIp(), (given, source) -> given + ", " + source);
    headers.put("x-forwarded-port", "443");
    headers.put("x-forwarded-proto", "https");
    return headers;
  }

  // AWS passes text types as text and all others, forms too, in base64.
  private static Optional<String> text(byte[] body, String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    String media = (parameters < 0 ? type : type.substring(0, parameters)).strip();
    boolean textual =
        media.isEmpty()
            || media.startsWith("text/")
            || media.endsWith("+json")
            || media.endsWith("+xml")
            || List.of("application/json", "application/xml", "application/javascript")
                .contains(media);
    if (!textual && body.length > 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}
