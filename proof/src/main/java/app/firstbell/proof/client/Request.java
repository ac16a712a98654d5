package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A request to the HTTP API.
///
/// @param route as the contract names it: `PATCH /organizations/{organization}`; what is no route
///   of the product has the empty text
/// @param path with its parameters filled and its query, below the application's address
/// @param headers besides the token
/// @param body none when empty
public record Request(
    String route, String method, String path, Map<String, String> headers, Body body) {
  private static final String BASE = "/api";

  /// @param type its media type
  public record Body(String type, byte[] bytes) {
    static final Body NONE = new Body("", new byte[0]);

    public boolean isEmpty() {
      return bytes.length == 0;
    }

    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  public Request {
    headers = Map.copyOf(headers);
  }

  /// A request by a route of the contract.
  ///
  /// @param route such as `GET /organizations/{organization}/rooms`
  /// @param values for the route's parameters, in their order
  public static Request of(String route, Object... values) {
    int space = route.indexOf(' ');
    String path = route.substring(space + 1);
    for (Object value : values) {
      int from = path.indexOf('{');
      if (from < 0) {
        throw new IllegalArgumentException(route + " has fewer parameters than were given");
      }
      path = path.substring(0, from) + value + path.substring(path.indexOf('}') + 1);
    }
    if (path.indexOf('{') >= 0) {
      throw new IllegalArgumentException(route + " has more parameters than were given");
    }
    return new Request(route, route.substring(0, space), BASE + path, Map.of(), Body.NONE);
  }

  /// @param path below the application's address, such as `/_emulator/clock`
  public static Request raw(String method, String path) {
    return new Request("", method, path, Map.of(), Body.NONE);
  }

  public Request json(JsonNode json) {
    return body("application/json", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  public Request json(String json) {
    return body("application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public Request body(String type, byte[] bytes) {
    return new Request(route, method, path, headers, new Body(type, bytes));
  }

  public Request query(String query) {
    return new Request(route, method, path + "?" + query, headers, body);
  }

  public Request header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(route, method, path, more, body);
  }

  /// @param etag as an answer carried it, quotes included
  public Request ifMatch(String etag) {
    return header("If-Match", etag);
  }

  public Request idempotencyKey(String key) {
    return header("Idempotency-Key", key);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
