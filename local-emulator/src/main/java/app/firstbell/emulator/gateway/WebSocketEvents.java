package app.firstbell.emulator.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The events of a WebSocket API, field by field as AWS sends them.
///
/// CONNECT and authorizer events have headers and query; MESSAGE events have neither, so that who
/// speaks is known only from the authorizer's context; DISCONNECT events have four headers and the
/// close code.
final class WebSocketEvents {
  private static final JsonFactory JSON = new JsonFactory();

  private WebSocketEvents() {}

  /// One request: its id (which is the extended id too) and its time.
  record Stamp(String requestId, long atMillis) {}

  static byte[] authorize(Caller caller, Stamp stamp, String methodArn) {
    return write(json -> {
      json.writeStringField("type", "REQUEST");
      json.writeStringField("methodArn", methodArn);
      handshake(json, caller);
      context(json, caller, stamp, Optional.empty(), Kind.CONNECT);
    });
  }

  static byte[] connect(Caller caller, Stamp stamp, Optional<Identity> identity) {
    return write(json -> {
      handshake(json, caller);
      context(json, caller, stamp, identity, Kind.CONNECT);
      json.writeBooleanField("isBase64Encoded", false);
    });
  }

  static byte[] message(
      Caller caller, Stamp stamp, Optional<Identity> identity, String routeKey, String body) {
    return write(json -> {
      stageVariables(json, caller);
      context(json, caller, stamp, identity, new Kind.Message(routeKey, Ids.request()));
      json.writeStringField("body", body);
      json.writeBooleanField("isBase64Encoded", false);
    });
  }

  static byte[] disconnect(
      Caller caller, Stamp stamp, Optional<Identity> identity, Closing closing) {
    Map<String, List<String>> headers =
        Map.of(
            "Host", List.of(Arns.domain(caller.apiId())),
            "x-api-key", List.of(""),
            "X-Forwarded-For", List.of(""),
            "x-restapi", List.of(""));
    return write(json -> {
      single(json, "headers", headers);
      multi(json, "multiValueHeaders", headers);
      stageVariables(json, caller);
      context(json, caller, stamp, identity, new Kind.Disconnect(closing));
      json.writeBooleanField("isBase64Encoded", false);
    });
  }

  private sealed interface Kind {
    Kind CONNECT = new Connect();

    record Connect() implements Kind {}

    record Message(String routeKey, String messageId) implements Kind {}

    record Disconnect(Closing closing) implements Kind {}
  }

  private static void context(
      JsonGenerator json, Caller caller, Stamp stamp, Optional<Identity> identity, Kind kind)
      throws IOException {
    json.writeObjectFieldStart("requestContext");
    switch (kind) {
      case Kind.Connect() -> {
        json.writeStringField("routeKey", WebSocketApi.CONNECT);
        json.writeStringField("eventType", "CONNECT");
      }
      case Kind.Message(String routeKey, String messageId) -> {
        json.writeStringField("routeKey", routeKey);
        json.writeStringField("messageId", messageId);
        json.writeStringField("eventType", "MESSAGE");
      }
      case Kind.Disconnect(Closing(int code, String reason)) -> {
        json.writeStringField("routeKey", WebSocketApi.DISCONNECT);
        json.writeNumberField("disconnectStatusCode", code);
        json.writeStringField("disconnectReason", reason);
        json.writeStringField("eventType", "DISCONNECT");
      }
    }
    if (identity.isPresent()) {
      json.writeObjectFieldStart("authorizer");
      json.writeStringField("principalId", identity.get().principalId());
      for (Map.Entry<String, String> value : identity.get().values().entrySet()) {
        json.writeStringField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
    }
    json.writeStringField("extendedRequestId", stamp.requestId());
    json.writeStringField("requestTime", RequestTime.print(stamp.atMillis()));
    json.writeStringField("messageDirection", "IN");
    json.writeStringField("stage", caller.stage().name());
    json.writeNumberField("connectedAt", caller.connectedAt());
    json.writeNumberField("requestTimeEpoch", stamp.atMillis());
    json.writeObjectFieldStart("identity");
    if (caller.userAgent().isPresent()) {
      json.writeStringField("userAgent", caller.userAgent().get());
    }
    json.writeStringField("sourceIp", caller.sourceIp());
    json.writeEndObject();
    json.writeStringField("requestId", stamp.requestId());
    json.writeStringField("domainName", Arns.domain(caller.apiId()));
    json.writeStringField("connectionId", caller.connectionId());
    json.writeStringField("apiId", caller.apiId());
    json.writeEndObject();
  }

  private static void handshake(JsonGenerator json, Caller caller) throws IOException {
    single(json, "headers", caller.headers());
    multi(json, "multiValueHeaders", caller.headers());
    if (!caller.query().isEmpty()) {
      single(json, "queryStringParameters", caller.query());
      multi(json, "multiValueQueryStringParameters", caller.query());
    }
    stageVariables(json, caller);
  }

  private static void stageVariables(JsonGenerator json, Caller caller) throws IOException {
    if (!caller.stage().variables().isEmpty()) {
      json.writeObjectFieldStart("stageVariables");
      for (Map.Entry<String, String> v : caller.stage().variables().entrySet()) {
        json.writeStringField(v.getKey(), v.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void single(JsonGenerator json, String name, Map<String, List<String>> all)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, List<String>> entry : all.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue().getLast());
    }
    json.writeEndObject();
  }

  private static void multi(JsonGenerator json, String name, Map<String, List<String>> all)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, List<String>> entry : all.entrySet()) {
      json.writeArrayFieldStart(entry.getKey());
      for (String value : entry.getValue()) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] write(Fields fields) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024);
        JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.flush();
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("an event could not be written to memory", impossible);
    }
  }
}
