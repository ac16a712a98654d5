package app.firstbell.functions.http;

import app.firstbell.json.Json;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request is refused, as a problem of RFC 9457. Nothing was changed.
public final class Problem extends RuntimeException {
  private final int status;
  private final String title;
  private final @Nullable String pointer;
  private final @Nullable Duration retryAfter;

  private Problem(
      int status,
      String title,
      String detail,
      @Nullable String pointer,
      @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.pointer = pointer;
    this.retryAfter = retryAfter;
  }

  /// @param pointer a JSON pointer to the field that is wrong; null when it is the whole body
  static Problem invalid(@Nullable String pointer, String detail) {
    return new Problem(400, "The request is not as it must be", detail, pointer, null);
  }

  static Problem unauthorized(String detail) {
    return new Problem(401, "Please sign in", detail, null, null);
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Not allowed here", detail, null, null);
  }

  static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail, null, null);
  }

  static Problem tooOften(Duration retryAfter) {
    return new Problem(
        429,
        "Too many tries",
        "expected at most 10 tries in 15 minutes; wait "
            + (retryAfter.toMinutes() + 1)
            + " minutes",
        null,
        retryAfter);
  }

  static Problem internal() {
    return new Problem(
        500, "Something went wrong here", "please try again in a moment", null, null);
  }

  int status() {
    return status;
  }

  APIGatewayV2HTTPResponse response() {
    String detail = String.valueOf(getMessage());
    Map<String, String> headers = new HashMap<>(Http.HEADERS);
    headers.put("Content-Type", "application/problem+json");
    if (retryAfter != null) {
      headers.put("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(headers)
        .withBody(
            Json.write(json -> {
              json.text("type", "about:blank")
                  .text("title", title)
                  .number("status", status)
                  .text("detail", detail);
              if (pointer != null) {
                json.objects(
                    "errors",
                    List.of(pointer),
                    (error, at) -> error.text("pointer", at).text("detail", detail));
              }
            }))
        .build();
  }
}
