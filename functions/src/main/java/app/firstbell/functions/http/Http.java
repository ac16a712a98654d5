package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.dynamo.BusyException;
import app.firstbell.functions.Telemetry;
import app.firstbell.isolation.TenantScope;
import app.firstbell.json.FieldException;
import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.json.MalformedJsonException;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all requests have in common: JSON in, JSON out, and problems told in one form.
final class Http {
  /// Answers carry tokens and people's data: nobody on the way may keep them.
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/json",
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff");

  private static final Logger LOG = LoggerFactory.getLogger(Http.class);
  private static final int LARGEST_BODY = 16 * 1024;
  private static final String BEARER = "bearer ";

  private Http() {}

  static APIGatewayV2HTTPResponse handle(
      APIGatewayV2HTTPEvent event,
      Context context,
      Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> answer) {
    return Telemetry.logged(
        context,
        String.valueOf(event.getRequestContext().getRequestId()),
        () -> {
          try {
            return TenantScope.opened(() -> answer.apply(event));
          } catch (Problem problem) {
            return response(refused(problem));
          } catch (FieldException wrong) {
            return invalid(wrong).response();
          } catch (BusyException busy) {
            LOG.warn("Too many writers: {}", busy.getMessage());
            return response(refused(Problem.busy()));
          } catch (RuntimeException defect) {
            LOG.error("A request failed: {}", Telemetry.trace(defect));
            return Problem.internal().response();
          }
        });
  }

  /// An answer, where a problem is one too.
  static Answer problemsAnswered(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (Problem problem) {
      return refused(problem);
    } catch (FieldException wrong) {
      return refused(invalid(wrong));
    } catch (BusyException busy) {
      LOG.warn("Too many writers: {}", busy.getMessage());
      return refused(Problem.busy());
    }
  }

  static Answer refused(Problem problem) {
    Telemetry.count("RequestsRefused", Integer.toString(problem.status()));
    return problem.answer();
  }

  private static Problem invalid(FieldException wrong) {
    String pointer = "/" + wrong.field().replace('.', '/');
    return Problem.invalid(pointer, wrong.field() + ": " + wrong.problem());
  }

  /// An answer of JSON.
  static Answer json(int status, Consumer<JsonObjectWriter> fields) {
    return Answer.of(status, Json.write(fields));
  }

  static APIGatewayV2HTTPResponse ok(int status, Consumer<JsonObjectWriter> fields) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(HEADERS)
        .withBody(Json.write(fields))
        .build();
  }

  static APIGatewayV2HTTPResponse noContent() {
    return APIGatewayV2HTTPResponse.builder().withStatusCode(204).withHeaders(HEADERS).build();
  }

  /// An answer as API Gateway wants it, with the headers that every answer has.
  static APIGatewayV2HTTPResponse response(Answer answer) {
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.putAll(answer.headers());
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(answer.status())
        .withHeaders(headers)
        .withBody(answer.body().isEmpty() ? null : answer.body())
        .build();
  }

  /// A request's header, whatever its case.
  static Optional<String> header(APIGatewayV2HTTPEvent event, String name) {
    Map<String, String> headers = event.getHeaders() == null ? Map.of() : event.getHeaders();
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static JsonValue.Obj body(APIGatewayV2HTTPEvent event) {
    return body(event, LARGEST_BODY);
  }

  static JsonValue.Obj body(APIGatewayV2HTTPEvent event, int largest) {
    String body = rawBody(event);
    if (body.length() > largest) {
      throw Problem.of(Slug.TOO_LARGE, "expected a body of at most " + largest / 1024 + " KB");
    }
    try {
      return Json.object(body);
    } catch (MalformedJsonException malformed) {
      throw Problem.invalid(null, "expected a JSON object as the body");
    }
  }

  /// The body as text, as it was sent.
  static String rawBody(APIGatewayV2HTTPEvent event) {
    String body = event.getBody() == null ? "" : event.getBody();
    if (!event.getIsBase64Encoded()) {
      return body;
    }
    try {
      return new String(Base64.getDecoder().decode(body), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw Problem.invalid(null, "expected a JSON object as the body");
    }
  }

  /// The body as bytes: a file.
  static byte[] bytes(APIGatewayV2HTTPEvent event, int largest) {
    String body = event.getBody() == null ? "" : event.getBody();
    byte[] bytes;
    try {
      bytes = event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw Problem.invalid(null, "expected a file as the body");
    }
    if (bytes.length > largest) {
      throw Problem.of(
          Slug.TOO_LARGE,
          "expected a file of at most " + largest / 1024 + " KB, got " + bytes.length / 1024);
    }
    return bytes;
  }

  static String rawPath(APIGatewayV2HTTPEvent event) {
    return event.getRawPath() == null ? "" : event.getRawPath();
  }

  static String text(JsonValue.Obj body, String field, int longest) {
    String text =
        body.text(field)
            .filter(value -> !value.isBlank())
            .orElseThrow(() -> new FieldException(field, "expected this field, got nothing"));
    if (text.length() > longest) {
      throw new FieldException(
          field, "expected at most " + longest + " characters, got " + text.length());
    }
    return text;
  }

  /// What the client presents, whatever it is: the text behind `Bearer`.
  static Optional<String> bearerText(APIGatewayV2HTTPEvent event) {
    return header(event, "authorization")
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  /// Method and route as the API knows them, such as `POST /sessions`.
  static String route(APIGatewayV2HTTPEvent event) {
    return String.valueOf(event.getRouteKey());
  }
}
