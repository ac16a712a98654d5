package app.firstbell.functions.town;

import app.firstbell.identity.Caller;
import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Somebody at one connection: sends frames and looks at what comes.
public final class Person {
  private final Town town;
  public final Caller caller;
  public final String connection;
  private final AtomicInteger cids = new AtomicInteger();

  Person(Town town, Caller caller, String connection) {
    this.town = town;
    this.caller = caller;
    this.connection = connection;
  }

  /// Sends a frame with a new cid, and gives the reply.
  public JsonValue.Obj send(String action, Consumer<JsonObjectWriter> fields) {
    return sendAs("m" + cids.incrementAndGet(), action, fields);
  }

  public JsonValue.Obj sendAs(String cid, String action, Consumer<JsonObjectWriter> fields) {
    return raw(
        action,
        Json.write(json -> {
          json.text("action", action).text("cid", cid);
          fields.accept(json);
        }));
  }

  /// Sends any text by a route.
  public JsonValue.Obj raw(String route, String body) {
    APIGatewayV2WebSocketResponse response = town.route(route, event(route, body));
    return response.getBody() == null || response.getBody().isEmpty()
        ? Json.object("{}")
        : Json.object(response.getBody());
  }

  public String start(String text) {
    return chatId(send("start", json -> json.text("text", text)));
  }

  public JsonValue.Obj write(String chat, long after, String text) {
    return send(
        "message", json -> json.text("chat", chat).number("after", after).text("text", text));
  }

  public JsonValue.Obj accept(String chat) {
    return send("accept", json -> json.text("chat", chat));
  }

  /// A frame of an operator about a chat of another organization.
  public JsonValue.Obj about(
      TenantId organization, String action, String chat, Consumer<JsonObjectWriter> fields) {
    return send(
        action,
        json -> {
          json.text("chat", chat).text("organization", organization.value());
          fields.accept(json);
        });
  }

  public JsonValue.Obj end(String chat) {
    return send("end", json -> json.text("chat", chat));
  }

  public JsonValue.Obj sync(String chat, long after) {
    return send("sync", json -> json.text("chat", chat).number("after", after));
  }

  public JsonValue.Obj shows(String show) {
    return send(
        "presence",
        json -> json.text("show", show).text("computer", "pc-" + connection.replace("=", "")));
  }

  /// The connection ends, and API Gateway tells.
  public void disconnects() {
    town.hangUp(event("$disconnect", null));
  }

  public List<JsonValue.Obj> got(String type) {
    return town.wires.sent(connection, type);
  }

  public static String chatId(JsonValue.Obj reply) {
    return reply
        .object("chat")
        .orElseThrow(() -> new AssertionError(reply.toString()))
        .text("id")
        .orElseThrow();
  }

  public static String type(JsonValue.Obj reply) {
    return reply.text("type").orElse("nothing");
  }

  public static List<JsonValue.Obj> objects(JsonValue.Obj reply, String name) {
    return reply.array(name).orElseThrow().stream().map(JsonValue.Obj.class::cast).toList();
  }

  APIGatewayV2WebSocketEvent event(String route, @Nullable String body) {
    APIGatewayV2WebSocketEvent.RequestContext context =
        new APIGatewayV2WebSocketEvent.RequestContext();
    context.setRouteKey(route);
    context.setConnectionId(connection);
    context.setAuthorizer(Town.authorizer(caller));
    APIGatewayV2WebSocketEvent event = new APIGatewayV2WebSocketEvent();
    event.setRequestContext(context);
    event.setBody(body);
    return event;
  }
}
