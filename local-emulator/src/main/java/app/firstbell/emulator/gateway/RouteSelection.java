package app.firstbell.emulator.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A WebSocket API's route selection expression: which route a message goes to.
///
/// `$request.body.action`, `${request.body.service.do}`, composites such as
/// `${request.body.service}/${request.body.action}`, plain text, and `\$` for a dollar sign. A path
/// that the message does not have is empty text. One pass, nothing recursive. Source: "Working with
/// routes for WebSocket APIs" in the API Gateway developer guide.
final class RouteSelection {
  static final String DEFAULT = "$default";
  private static final String BODY = "request.body";
  private static final ObjectMapper JSON = new ObjectMapper();

  private sealed interface Part {
    record Text(String text) implements Part {}

    record Body(JsonPath path) implements Part {}
  }

  private final List<Part> parts;

  private RouteSelection(List<Part> parts) {
    this.parts = parts;
  }

  /// @throws IllegalArgumentException for a variable other than `request.body`, or a path outside
  ///   the subset
  static RouteSelection parse(String expression) {
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      if (c == '\\' && at + 1 < expression.length()) {
        text.append(expression.charAt(at + 1));
        at += 2;
      } else if (c == '$') {
        boolean braced = expression.startsWith("${", at);
        int from = at + (braced ? 2 : 1);
        int to = braced ? expression.indexOf('}', from) : endOfPath(expression, from);
        if (to < 0) {
          throw refused(expression, "the brace at position " + at + " is not closed");
        }
        if (!text.isEmpty()) {
          parts.add(new Part.Text(text.toString()));
          text.setLength(0);
        }
        parts.add(new Part.Body(bodyPath(expression, expression.substring(from, to))));
        at = braced ? to + 1 : to;
      } else {
        text.append(c);
        at++;
      }
    }
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text.toString()));
    }
    return new RouteSelection(List.copyOf(parts));
  }

  /// The key of the route for a message: an exact match of one of `routes`, else `$default` when
  /// there is one. The routes `$connect` and `$disconnect` cannot be reached by a message.
  Optional<String> select(String message, Set<String> routes) {
    Optional<String> matched =
        evaluate(message).filter(key -> !key.startsWith("$") && routes.contains(key));
    return matched.isPresent() ? matched : Optional.of(DEFAULT).filter(routes::contains);
  }

  /// @return what the expression gives, or nothing when the message is not JSON
  Optional<String> evaluate(String message) {
    JsonNode body;
    try {
      body = JSON.readTree(message);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
    if (body instanceof MissingNode) {
      return Optional.empty();
    }
    if (parts.size() == 1) {
      return Optional.of(textOf(parts.getFirst(), body));
    }
    return Optional.of(
        parts.stream().map(part -> textOf(part, body)).collect(Collectors.joining()));
  }

  private static String textOf(Part part, JsonNode body) {
    return switch (part) {
      case Part.Text(String text) -> text;
      case Part.Body(JsonPath path) -> path.read(body).map(RouteSelection::stringified).orElse("");
    };
  }

  // As AWS prints what a path gives: text as it is, a list as "[a, b]", an object as "{k=v}".
  private static String stringified(JsonNode value) {
    if (value.isArray()) {
      return value
          .valueStream()
          .map(RouteSelection::stringified)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value.isObject()) {
      return value
          .propertyStream()
          .map((Map.Entry<String, JsonNode> e) -> e.getKey() + "=" + stringified(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.isNull() ? "" : value.asText();
  }

  private static int endOfPath(String expression, int from) {
    int at = from;
    int brackets = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
      boolean inPath =
          brackets > 0 || c == ']' || c == '.' || c == '_' || Character.isLetterOrDigit(c);
      if (!inPath) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static JsonPath bodyPath(String expression, String variable) {
    if (!variable.startsWith(BODY)) {
      throw refused(expression, "expected a variable $" + BODY + "…, got $" + variable);
    }
    try {
      return JsonPath.parse(variable.substring(BODY.length()));
    } catch (IllegalArgumentException outsideSubset) {
      throw refused(expression, String.valueOf(outsideSubset.getMessage()));
    }
  }

  private static IllegalArgumentException refused(String expression, String why) {
    return new IllegalArgumentException(
        "route selection expression \"" + expression + "\": " + why);
  }
}
