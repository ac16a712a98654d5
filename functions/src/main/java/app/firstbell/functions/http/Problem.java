package app.firstbell.functions.http;

import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A request is refused, as a problem of RFC 9457. Nothing was changed.
public final class Problem extends RuntimeException {
  private static final Consumer<JsonObjectWriter> NOTHING = _ -> {};

  private final transient Slug slug;
  private final transient List<String> pointers;
  private final transient Map<String, String> headers;
  private final transient Consumer<JsonObjectWriter> more;

  private Problem(
      Slug slug,
      String detail,
      List<String> pointers,
      Map<String, String> headers,
      Consumer<JsonObjectWriter> more) {
    super(detail, null, false, false);
    this.slug = slug;
    this.pointers = pointers;
    this.headers = headers;
    this.more = more;
  }

  /// @param detail a sentence for people: what was expected, what came, what to do
  public static Problem of(Slug slug, String detail) {
    return new Problem(slug, detail, List.of(), Map.of(), NOTHING);
  }

  /// @param pointer a JSON pointer to the field that is wrong; null when it is the whole body
  static Problem invalid(@Nullable String pointer, String detail) {
    return new Problem(
        Slug.INVALID, detail, pointer == null ? List.of() : List.of(pointer), Map.of(), NOTHING);
  }

  static Problem unauthorized(String detail) {
    return new Problem(
        Slug.UNAUTHORIZED, detail, List.of(), Map.of("WWW-Authenticate", "Bearer"), NOTHING);
  }

  static Problem forbidden(String detail) {
    return of(Slug.FORBIDDEN, detail);
  }

  /// Another's thing and no thing are answered by this, byte for byte.
  static Problem absent() {
    return of(Slug.NOT_FOUND, "There is nothing here.");
  }

  static Problem notFound(String detail) {
    return of(Slug.NOT_FOUND, detail);
  }

  /// Unknown, used, expired: the same words for each.
  static Problem linkUsed() {
    return of(
        Slug.LINK_USED,
        "This link was used, has expired, or never was one. Please ask for another.");
  }

  /// Somebody has changed what the request's `If-Match` names.
  static Problem stale() {
    return of(
        Slug.PRECONDITION_FAILED,
        "It was changed meanwhile: read it again, and then change what you meant to.");
  }

  /// Too many tries to sign in by one address.
  static Problem tooOften(Duration retryAfter) {
    return tooMany(
        "expected at most 10 tries in 15 minutes; wait "
            + (retryAfter.toMinutes() + 1)
            + " minutes",
        retryAfter);
  }

  static Problem tooMany(String detail, Duration retryAfter) {
    return new Problem(
        Slug.TOO_MANY,
        detail,
        List.of(),
        Map.of("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))),
        NOTHING);
  }

  /// The tries are used up; nothing was changed.
  static Problem busy() {
    return new Problem(
        Slug.BUSY,
        "Many write here at this moment. Nothing was changed: send the same again, with the same"
            + " Idempotency-Key.",
        List.of(),
        Map.of("Retry-After", "1"),
        NOTHING);
  }

  static Problem internal() {
    return of(Slug.INTERNAL, "please try again in a moment");
  }

  /// The same with members of its own, such as the balance that is left.
  Problem with(Consumer<JsonObjectWriter> members) {
    return new Problem(slug, detail(), pointers, headers, members);
  }

  int status() {
    return slug.status();
  }

  public Slug slug() {
    return slug;
  }

  private String detail() {
    return String.valueOf(getMessage());
  }

  Answer answer() {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/problem+json");
    String body =
        Json.write(json -> {
          json.text("type", slug.type())
              .text("title", slug.title())
              .number("status", slug.status())
              .text("detail", detail());
          if (!pointers.isEmpty()) {
            json.objects(
                "errors",
                pointers,
                (error, at) -> error.text("pointer", at).text("detail", detail()));
          }
          more.accept(json);
        });
    return new Answer(slug.status(), all, body);
  }

  APIGatewayV2HTTPResponse response() {
    return Http.response(answer());
  }
}
