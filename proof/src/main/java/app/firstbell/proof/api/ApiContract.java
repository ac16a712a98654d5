package app.firstbell.proof.api;

import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Exchange;
import app.firstbell.proof.client.ExchangeCheck;
import app.firstbell.proof.client.Request;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Holds each exchange with the HTTP API against the published document. Safe for use by many
/// threads.
///
/// An answer must be as published, always: its status, media type, headers and body. A request must
/// be only if it was granted, since tests say wrong things on purpose; but what a server takes it
/// has to publish.
public final class ApiContract implements ExchangeCheck {
  private static final String BASE = "/api";
  private static final int FIRST_REFUSAL = 400;

  /// What API Gateway itself answers when no route matches.
  private static final String NO_ROUTE = "{\"message\":\"Not Found\"}";

  /// One value and no more, and no field twice.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final ApiDocument document;
  private final Schemas schemas;

  private ApiContract(ApiDocument document) {
    this.document = document;
    this.schemas = new Schemas(document);
  }

  /// By the document of this checkout.
  public static ApiContract published() {
    return of(ApiDocument.published());
  }

  static ApiContract of(ApiDocument document) {
    return new ApiContract(document);
  }

  public ApiDocument document() {
    return document;
  }

  Schemas schemas() {
    return schemas;
  }

  @Override
  public void seen(Exchange exchange) {
    List<String> problems = problems(exchange);
    if (!problems.isEmpty()) {
      Request request = exchange.request();
      throw new AssertionError(
          "%s %s is not as docs/api/openapi.yaml says:%n  %s%nrequest: %s%nanswer: %d %s"
              .formatted(
                  request.method(),
                  request.path(),
                  String.join("\n  ", problems),
                  request.body().text(),
                  exchange.answer().status(),
                  exchange.answer().text()));
    }
  }

  /// What is wrong, in sentences; empty when the exchange is as published, or none with the API.
  public List<String> problems(Exchange exchange) {
    Request request = exchange.request();
    if (!request.path().startsWith(BASE + "/")) {
      return List.of();
    }
    String path = request.path().substring(BASE.length()).replaceFirst("[?#].*", "");
    Optional<Operation> found = document.find(request.method(), path);
    if (found.isEmpty()) {
      return exchange.answer().status() == 404 && exchange.answer().text().equals(NO_ROUTE)
          ? List.of()
          : List.of("there is no such operation, yet it was answered");
    }
    List<String> problems = new ArrayList<>();
    if (exchange.answer().status() < FIRST_REFUSAL) {
      request(found.get(), request, path)
          .forEach(p -> problems.add("the request was taken, but " + p));
    }
    answer(found.get(), exchange.answer()).forEach(p -> problems.add("the answer: " + p));
    return problems;
  }

  private List<String> request(Operation operation, Request request, String path) {
    List<String> problems = new ArrayList<>();
    Map<String, String> query = query(request.path());
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.path("name").asText();
      Optional<String> value =
          switch (parameter.path("in").asText()) {
            case "path" -> Optional.of(decoded(operation.value(name, path)));
            case "query" -> {
              names.add(name);
              yield Optional.ofNullable(query.get(name));
            }
            default -> header(request.headers(), name);
          };
      if (value.isEmpty() && parameter.path("required").asBoolean()) {
        problems.add("its required parameter %s is not there".formatted(name));
      }
      value.ifPresent(text ->
          text(parameter.path("schema"), text)
              .forEach(p -> problems.add("parameter %s %s".formatted(name, p))));
    }
    query.keySet().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> problems.add("its query has %s, which is unknown".formatted(name)));
    if (request.body().isEmpty()) {
      if (operation.body().path("required").asBoolean()) {
        problems.add("it has no body");
      }
      return problems;
    }
    if (operation.body().isMissingNode()) {
      // A body that means nothing, such as `{}`, may be there.
      return problems;
    }
    body(operation.body().path("content"), request.body().type(), request.body().text(), problems);
    return problems;
  }

  private List<String> answer(Operation operation, Door.Answer answer) {
    JsonNode published = operation.answers().get(Integer.toString(answer.status()));
    if (published == null) {
      return List.of(
          "%s has no answer with status %d, only %s"
              .formatted(operation, answer.status(), operation.answers().keySet()));
    }
    List<String> problems = new ArrayList<>();
    for (var entry : published.path("headers").properties()) {
      JsonNode header = document.resolved(entry.getValue());
      Optional<String> value = answer.headers().firstValue(entry.getKey());
      if (value.isEmpty() && header.path("required").asBoolean()) {
        problems.add("its header %s is not there".formatted(entry.getKey()));
      }
      value.ifPresent(text ->
          text(header.path("schema"), text)
              .forEach(p -> problems.add("header %s %s".formatted(entry.getKey(), p))));
    }
    if (published.has("content")) {
      body(published.path("content"), answer.header("Content-Type"), answer.text(), problems);
    } else if (!answer.text().isEmpty()) {
      problems.add("expected no body");
    }
    return problems;
  }

  private void body(JsonNode contents, String type, String text, List<String> problems) {
    String media = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    JsonNode content = contents.path(media);
    if (content.isMissingNode()) {
      problems.add(
          "its media type is '%s', expected one of %s"
              .formatted(type, contents.properties().stream().map(Map.Entry::getKey).toList()));
    } else if (media.endsWith("json")) {
      JsonNode json;
      try {
        json = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        problems.add("its body is no JSON: " + e.getOriginalMessage());
        return;
      }
      schemas.problems(content.path("schema"), json).forEach(p -> problems.add("body " + p));
    }
  }

  private List<String> text(JsonNode schema, String value) {
    return schemas.problemsOfText(schema, document.resolved(schema), value);
  }

  private static Optional<String> header(Map<String, String> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Map<String, String> query(String path) {
    Map<String, String> query = new LinkedHashMap<>();
    int question = path.indexOf('?');
    if (question >= 0) {
      for (String pair : path.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (!pair.isEmpty()) {
          query.put(
              decoded(equals < 0 ? pair : pair.substring(0, equals)),
              equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
