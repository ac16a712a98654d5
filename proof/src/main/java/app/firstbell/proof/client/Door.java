package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// The HTTP API of one installation. Every request and every answer passes [#send(Request,
/// String)], and nothing else talks to it.
///
/// @param app the application's address, whose origin sockets must come from:
///   `http://127.0.0.1:8080`
/// @param check sees each exchange with the product's API
public record Door(URI app, HttpClient http, ExchangeCheck check) {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String PROBLEM = "urn:firstbell:problem:";

  /// @param text the body exactly as it came
  public record Answer(int status, String text, java.net.http.HttpHeaders headers) {
    /// Missing when the body is not JSON.
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }

    public Answer orFail(int expected) {
      if (status != expected) {
        throw new IllegalStateException(
            "expected %d, got %d: %s".formatted(expected, status, text));
      }
      return this;
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /// Quotes included, as `If-Match` takes it.
    public String etag() {
      return header("ETag");
    }

    /// What kind of problem it is, such as `not-found`; empty when the answer is none of ours.
    public String problem() {
      String type = json().path("type").asText();
      return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
    }
  }

  public static Door of(URI app) {
    return new Door(app, client().build(), ExchangeCheck.NONE);
  }

  public Door checkedBy(ExchangeCheck other) {
    return new Door(app, http, other);
  }

  /// The same door, entered from another computer: limits for the nameless go by address.
  ///
  /// @param address one of this machine's own, such as `127.0.0.7`
  public Door from(InetAddress address) {
    return new Door(app, client().localAddress(address).build(), check);
  }

  private static HttpClient.Builder client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
  }

  /// What a browser on the application's own page sends as `Origin`.
  public String origin() {
    return app.getScheme() + "://" + app.getAuthority();
  }

  public Answer signIn(String email, String password) {
    return send(
        Request.of("POST /sessions")
            .json(JSON.createObjectNode().put("email", email).put("password", password)),
        "");
  }

  public Answer visitor(String site) {
    return send(Request.of("POST /visitors").json(JSON.createObjectNode().put("site", site)), "");
  }

  /// @param token a session's or a visitor's
  public Answer ticket(String token) {
    return send(Request.of("POST /tickets").json(JSON.createObjectNode()), token);
  }

  public Answer post(String path, ObjectNode body, String token) {
    return send("POST", path, body.toString(), token, Map.of());
  }

  /// @param token sent as `Bearer`; none when empty
  public Answer send(
      String method, String path, String body, String token, Map<String, String> headers) {
    Request request = Request.raw(method, path);
    if (!body.isEmpty()) {
      request = request.json(body);
    }
    for (var header : headers.entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    return send(request, token);
  }

  /// @param token sent as `Bearer`; none when empty
  public Answer send(Request request, String token) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(app.resolve(request.path()))
            .timeout(TIMEOUT)
            .method(
                request.method(),
                request.body().isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(request.body().bytes()));
    if (!request.body().isEmpty()) {
      builder.header("Content-Type", request.body().type());
    }
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    request.headers().forEach(builder::header);
    try {
      HttpResponse<String> response =
          http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      Answer answer = new Answer(response.statusCode(), response.body(), response.headers());
      check.seen(new Exchange(request, answer));
      return answer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }
}
