package app.firstbell.emulator.gateway;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsCall;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/// The front of the WebSocket APIs: tells handshakes from `@connections` and from what is neither.
final class WebSockets {
  private static final String CONNECTIONS = "@connections/";

  private final Map<String, WebSocketApi> apis;
  private final Handshake handshake;
  private final Management management;
  private final Throttles throttles;
  private final Quotas quotas;

  WebSockets(
      Map<String, WebSocketApi> apis,
      Handshake handshake,
      Management management,
      Throttles throttles,
      Quotas quotas) {
    this.apis = apis;
    this.handshake = handshake;
    this.management = management;
    this.throttles = throttles;
    this.quotas = quotas;
  }

  /// A path taken apart. `rest` is decoded and without a leading slash.
  private record Place(Optional<Stage> stage, String rest) {}

  void handle(String apiId, String path, HttpExchange exchange) {
    if (exchange.urlCharacters() > quotas.urlCharacters()) {
      exchange.json(414, GatewayMessage.plain("message", "Request-URI Too Long"));
      return;
    }
    WebSocketApi api = apis.get(apiId);
    Place place = place(api, path);
    if (place.rest().startsWith(CONNECTIONS)) {
      Thread.startVirtualThread(() -> manage(apiId, path, exchange));
    } else if (api == null || place.stage().isEmpty() || !place.rest().isEmpty()) {
      forbid(exchange);
    } else if (Upgrades.asked(exchange.request())) {
      if (Upgrades.wellFormed(exchange.request())) {
        handshake.begin(api, place.stage().get(), exchange);
      } else {
        exchange.json(400, GatewayMessage.plain("message", "Bad Request"));
      }
    } else if (!throttles.request()) {
      exchange.json(429, GatewayMessage.plain("message", "Too Many Requests"));
    } else if (exchange.request().getMethod().equals("GET")) {
      exchange.answer(
          426,
          Map.of("content-type", "application/json", "upgrade", "websocket"),
          GatewayMessage.plain("message", "Upgrade Required"));
    } else {
      forbid(exchange);
    }
  }

  AwsAnswer manage(String apiId, String path, AwsCall call) {
    Place place = place(apis.get(apiId), path);
    boolean known = place.stage().isPresent() && place.rest().startsWith(CONNECTIONS);
    return known
        ? management.answer(
            apiId, place.stage().get(), place.rest().substring(CONNECTIONS.length()), call)
        : Management.forbidden();
  }

  private void manage(String apiId, String path, HttpExchange exchange) {
    try {
      // One byte more than allowed is enough to be refused.
      byte[] body =
          exchange.body(quotas.messageBytes()).orElseGet(() -> new byte[quotas.messageBytes() + 1]);
      Map<String, String> headers = new TreeMap<>();
      for (HttpField field : exchange.request().getHeaders()) {
        headers.putIfAbsent(
            field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue()));
      }
      AwsAnswer answer =
          manage(
              apiId,
              path,
              new AwsCall(exchange.request().getMethod(), path, exchange.query(), headers, body));
      exchange.answer(answer.status(), answer.headers(), answer.body());
    } catch (IOException gone) {
      exchange.callback().failed(gone);
    }
  }

  private static Place place(@Nullable WebSocketApi api, String path) {
    int slash = path.indexOf('/', 1);
    String stage = PercentEncoding.decoded(path.substring(1, slash < 0 ? path.length() : slash));
    String rest = slash < 0 ? "" : PercentEncoding.decoded(path.substring(slash + 1));
    return new Place(
        Optional.ofNullable(api)
            .filter(a -> a.endpoint() == WebSocketApi.Endpoint.OPEN)
            .map(a -> a.stages().get(stage)),
        rest);
  }

  private static void forbid(HttpExchange exchange) {
    exchange.answer(
        403,
        Map.of("content-type", "application/json", "x-amzn-ErrorType", "ForbiddenException"),
        GatewayMessage.plain("message", "Forbidden"));
  }
}
