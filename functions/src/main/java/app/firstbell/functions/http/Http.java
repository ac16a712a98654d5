package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Token;
import app.firstbell.json.FieldException;
import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.json.MalformedJsonException;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
            return answer.apply(event);
          } catch (Problem problem) {
            Telemetry.count("RequestsRefused", Integer.toString(problem.status()));
            return problem.response();
          } catch (FieldException wrong) {
            String pointer = "/" + wrong.field().replace('.', '/');
            return Problem.invalid(pointer, wrong.field() + ": " + wrong.problem()).response();
          } catch (RuntimeException defect) {
            LOG.error("A request failed: {}", Telemetry.trace(defect));
            return Problem.internal().response();
          }
        });
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

  static JsonValue.Obj body(APIGatewayV2HTTPEvent event) {
    String body = event.getBody() == null ? "" : event.getBody();
    if (body.length() > LARGEST_BODY) {
      throw Problem.invalid(null, "expected a body of at most 16 KB");
    }
    try {
      return Json.object(
          event.getIsBase64Encoded() ? new String(Base64.getDecoder().decode(body), UTF_8) : body);
    } catch (MalformedJsonException | IllegalArgumentException malformed) {
      throw Problem.invalid(null, "expected a JSON object as the body");
    }
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

  /// The bearer's token, if the header holds one of the right form.
  static Optional<Token> bearer(APIGatewayV2HTTPEvent event) {
    Map<String, String> headers = event.getHeaders() == null ? Map.of() : event.getHeaders();
    return headers.entrySet().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("authorization"))
        .map(Map.Entry::getValue)
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()).strip())
        .findFirst()
        .flatMap(Token::bearer);
  }

  /// Method and route as the API knows them, such as `POST /sessions`.
  static String route(APIGatewayV2HTTPEvent event) {
    return String.valueOf(event.getRouteKey());
  }
}
