package app.firstbell.proof.matrix;

import app.firstbell.access.Action;
import app.firstbell.proof.client.Door.Answer;
import java.util.Optional;
import java.util.stream.Collectors;

/// One field of the matrix, after it was tried.
///
/// @param expected such as `200` or `404 not-found`
/// @param got in the same words
/// @param plain the answer without what differs from request to request
record Cell(Action action, Role role, Whose whose, String expected, String got, String plain) {
  private static final java.util.regex.Pattern PASSING =
      java.util.regex.Pattern.compile(
          "(?i)date|content-length|.*request-?id|.*trace.*|ratelimit-.*|via|age|x-cache|connection");

  boolean isRight() {
    return expected.equals(got);
  }

  Optional<String> wrong() {
    return isRight()
        ? Optional.empty()
        : Optional.of(
            "%s by %s on %s: expected %s, got %s: %s"
                .formatted(
                    action.routeKey(), role.word(), whose.word(), expected, got, shortened()));
  }

  String line() {
    return String.join(
        ",",
        '"' + action.routeKey() + '"',
        role.word(),
        whose.word(),
        expected,
        got,
        isRight() ? "right" : "WRONG");
  }

  private String shortened() {
    return plain.length() > 400 ? plain.substring(0, 400) + "…" : plain;
  }

  /// Status, headers and body, without ids of requests, clocks and counts.
  static String plain(Answer answer) {
    String headers =
        answer.headers().map().entrySet().stream()
            .filter(header -> !PASSING.matcher(header.getKey()).matches())
            .map(header ->
                header.getKey().toLowerCase(java.util.Locale.ROOT) + ": " + header.getValue())
            .sorted()
            .collect(Collectors.joining("\n"));
    String body =
        answer.text().replaceAll("\"(request|requestId|trace)\"\\s*:\\s*\"[^\"]*\",?", "");
    return answer.status() + "\n" + headers + "\n\n" + body;
  }
}
