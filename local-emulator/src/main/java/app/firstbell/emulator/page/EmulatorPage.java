package app.firstbell.emulator.page;

import app.firstbell.emulator.data.DataPlane;
import app.firstbell.emulator.gateway.ApiGateway;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.stream.Mappings;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.LocalAddresses;
import app.firstbell.emulator.time.EmulatorClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// The page that shows what runs here, and the JSON API under `/_emulator/` for scripts and
/// benches.
///
/// What changes something is a POST, and is taken only from the page itself or from a program that
/// is no browser (no `Origin`), so that a web page elsewhere cannot move the clock.
public final class EmulatorPage extends Handler.Abstract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/_emulator/";
  private static final String POLICY =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  /// What the page shows.
  public record Sources(
      Assembly assembly,
      Functions functions,
      ApiGateway gateway,
      DataPlane data,
      Mappings mappings,
      EmulatorClock clock,
      Stats stats,
      LocalAddresses addresses) {}

  private final Sources sources;
  private final Pages pages;
  private final JsonViews views;
  private final Map<String, byte[]> assets =
      Map.of("/page.css", resource("page.css"), "/page.js", resource("page.js"));

  public EmulatorPage(Sources sources) {
    this.sources = sources;
    this.pages = new Pages(sources);
    this.views = new JsonViews(sources);
  }

  private record Answer(int status, String type, byte[] body) {
    static Answer html(Html page) {
      return new Answer(
          200, "text/html; charset=utf-8", page.markup().getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(int status, JsonNode node) {
      try {
        return new Answer(status, "application/json", JSON.writeValueAsBytes(node));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    static Answer problem(int status, String detail) {
      return json(status, JSON.createObjectNode().put("status", status).put("detail", detail));
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = URLDecoder.decode(Request.getPathInContext(request), StandardCharsets.UTF_8);
    Answer answer =
        switch (request.getMethod()) {
          case "GET", "HEAD" -> get(path, Request.extractQueryParameters(request));
          case "POST" -> post(path, request);
          default -> Answer.problem(405, "expected GET or POST, got " + request.getMethod());
        };
    HttpFields.Mutable headers = response.getHeaders();
    if (request.getMethod().equals("POST")
        && answer.status() == 200
        && String.valueOf(request.getHeaders().get(HttpHeader.ACCEPT)).contains("text/html")) {
      headers.put(HttpHeader.LOCATION, "/");
      response.setStatus(303);
      callback.succeeded();
      return true;
    }
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    response.setStatus(answer.status());
    response.write(
        true, request.getMethod().equals("HEAD") ? null : ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private Answer get(String path, Fields query) {
    byte @Nullable [] asset = assets.get(path);
    if (asset != null) {
      return new Answer(200, path.endsWith(".css") ? "text/css" : "text/javascript", asset);
    }
    if (path.startsWith(API)) {
      return views
          .get(path.substring(API.length()), query)
          .map(json -> Answer.json(200, json))
          .orElseGet(() -> Answer.problem(404, "there is no " + path));
    }
    return pages
        .get(path, query)
        .map(Answer::html)
        .orElseGet(() -> Answer.problem(404, "there is no " + path));
  }

  private Answer post(String path, Request request) throws IOException {
    return switch (path) {
      case "/_emulator/clock" -> advance(request);
      case "/_emulator/stats/reset" -> {
        sources.stats().reset();
        yield Answer.json(200, JSON.createObjectNode());
      }
      case "/_emulator/mail/clear" -> {
        sources.data().mailbox().clear();
        yield Answer.json(200, JSON.createObjectNode());
      }
      default -> Answer.problem(404, "there is no POST " + path);
    };
  }

  /// The duration comes as JSON (`{"advance": "PT90S"}`), or in the query, as the page's buttons
  /// send it.
  private Answer advance(Request request) throws IOException {
    String text =
        Optional.ofNullable(Request.extractQueryParameters(request).getValue("advance")).orElse("");
    if (text.isEmpty()) {
      String body = Content.Source.asString(request, StandardCharsets.UTF_8);
      try {
        text = JSON.readTree(body).path("advance").asText();
      } catch (JsonProcessingException _) {
        text = body;
      }
    }
    Duration by;
    try {
      by = Duration.parse(text);
      sources.clock().advance(by);
    } catch (DateTimeException | IllegalArgumentException _) {
      return Answer.problem(
          400,
          "expected {\"advance\": \"PT90S\"}, a duration of zero or more, got \"" + text + "\"");
    }
    return Answer.json(200, views.clock());
  }

  private static byte[] resource(String name) {
    try (InputStream in = EmulatorPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the emulator's own resource " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
