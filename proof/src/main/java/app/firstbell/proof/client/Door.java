package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// The HTTP API of one installation: signing in, visitors, tickets.
///
/// @param app the application's address, whose origin sockets must come from:
///   `http://127.0.0.1:8080`
public record Door(URI app, HttpClient http) {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

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
  }

  public static Door of(URI app) {
    return new Door(
        app,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build());
  }

  /// What a browser on the application's own page sends as `Origin`.
  public String origin() {
    return app.getScheme() + "://" + app.getAuthority();
  }

  public Answer signIn(String email, String password) {
    return post(
        "/api/sessions", JSON.createObjectNode().put("email", email).put("password", password), "");
  }

  public Answer visitor(String site) {
    return post("/api/visitors", JSON.createObjectNode().put("site", site), "");
  }

  /// @param token a session's or a visitor's
  public Answer ticket(String token) {
    return post("/api/tickets", JSON.createObjectNode(), token);
  }

  public Answer post(String path, ObjectNode body, String token) {
    return send("POST", path, body.toString(), token, Map.of());
  }

  /// @param token sent as `Bearer`; none when empty
  public Answer send(
      String method, String path, String body, String token, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.resolve(path))
            .timeout(TIMEOUT)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }
}
