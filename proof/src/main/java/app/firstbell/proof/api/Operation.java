package app.firstbell.proof.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An operation of the document, its references followed.
///
/// @param method in upper case
/// @param path with its parameters in braces
/// @param body missing when none is taken
/// @param answers by status
public record Operation(
    String method,
    String path,
    String id,
    List<JsonNode> parameters,
    JsonNode body,
    Map<String, JsonNode> answers,
    JsonNode security) {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  public Operation {
    parameters = List.copyOf(parameters);
    answers = Map.copyOf(answers);
  }

  /// As API Gateway and the policy name it: `GET /profile`.
  public String route() {
    return method + " " + path;
  }

  boolean takes(String given) {
    return pattern().matcher(given).matches();
  }

  long parametersInPath() {
    return PARAMETER.matcher(path).results().count();
  }

  /// The value that a path has for one of its parameters, still percent-encoded.
  String value(String parameter, String given) {
    Matcher matcher = pattern().matcher(given);
    List<String> names = PARAMETER.matcher(path).results().map(r -> r.group(1)).toList();
    if (!matcher.matches() || !names.contains(parameter)) {
      throw new IllegalArgumentException(given + " has no " + parameter);
    }
    return matcher.group(names.indexOf(parameter) + 1);
  }

  private Pattern pattern() {
    return Pattern.compile(PARAMETER.matcher(path).replaceAll("([^/]+)"));
  }

  @Override
  public String toString() {
    return route();
  }
}
