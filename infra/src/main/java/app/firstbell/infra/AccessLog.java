package app.firstbell.infra;

import java.util.List;
import java.util.stream.Collectors;

/// Format of access logs: JSON of chosen context variables. Headers, queries and addresses of
/// people are not among them; a ticket is a header.
final class AccessLog {
  private AccessLog() {}

  static String format(List<String> variables) {
    return variables.stream()
        .map(variable -> "\"%s\":\"$context.%s\"".formatted(variable, variable))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
