package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The HTTP API as somebody uses it: everything is sent with their token.
///
/// @param token an access token, an API key, a visitor's token; nobody's when empty
public record Api(Door door, String token) {

  public static Api nobody(Door door) {
    return new Api(door, "");
  }

  public Api with(String other) {
    return new Api(door, other);
  }

  public Door.Answer send(Request request) {
    return door.send(request, token);
  }

  public Door.Answer get(String route, Object... values) {
    return send(Request.of(route("GET", route), values));
  }

  public Door.Answer delete(String route, Object... values) {
    return send(Request.of(route("DELETE", route), values));
  }

  public Door.Answer post(String route, ObjectNode body, Object... values) {
    return send(Request.of(route("POST", route), values).json(body));
  }

  public Door.Answer put(String route, ObjectNode body, Object... values) {
    return send(Request.of(route("PUT", route), values).json(body));
  }

  /// A change to what was just read: sends its ETag as `If-Match`.
  public Door.Answer change(
      String method, String route, Door.Answer read, ObjectNode body, Object... values) {
    return send(
        Request.of(route(method, route), values).json(body).ifMatch(read.orFail(200).etag()));
  }

  /// Reads `path` and then deletes it as it was read.
  public Door.Answer deleteRead(String route, Object... values) {
    String etag = get(route, values).orFail(200).etag();
    return send(Request.of(route("DELETE", route), values).ifMatch(etag));
  }

  public static ObjectNode object() {
    return Door.JSON.createObjectNode();
  }

  private static String route(String method, String path) {
    return method + " " + path;
  }
}
