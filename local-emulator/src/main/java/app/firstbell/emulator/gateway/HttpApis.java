package app.firstbell.emulator.gateway;

import app.firstbell.emulator.time.EmulatorClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP APIs: route, event, invocation, response.
final class HttpApis {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApis.class);

  private final Map<String, HttpApi> apis;
  private final Invocations invocations;
  private final Throttles throttles;
  private final EmulatorClock clock;
  private final Quotas quotas;

  HttpApis(
      Map<String, HttpApi> apis,
      Invocations invocations,
      Throttles throttles,
      EmulatorClock clock,
      Quotas quotas) {
    this.apis = apis;
    this.invocations = invocations;
    this.throttles = throttles;
    this.clock = clock;
    this.quotas = quotas;
  }

  /// A request on its way.
  private record Visit(HttpExchange exchange, String requestId, Map<String, String> cors) {

    void answer(int status, String message) {
      respond(
          new HttpAnswer(
              status,
              Map.of("content-type", "application/json"),
              List.of(),
              GatewayMessage.plain("message", message)));
    }

    void respond(HttpAnswer answer) {
      Map<String, String> headers = new TreeMap<>(answer.headers());
      headers.putAll(cors);
      headers.put("apigw-requestid", requestId);
      answer.cookies().forEach(c -> exchange.response().getHeaders().add(HttpHeader.SET_COOKIE, c));
      boolean bodiless = answer.status() == 204 || answer.status() == 304;
      // Jetty counts the bytes itself, and chooses how they travel.
      headers.remove("content-length");
      headers.remove("transfer-encoding");
      exchange.answer(answer.status(), headers, bodiless ? new byte[0] : answer.body());
    }
  }

  boolean has(String apiId) {
    return apis.containsKey(apiId);
  }

  void handle(HttpApi api, String path, HttpExchange exchange) {
    Optional<String> origin = exchange.header(HttpHeader.ORIGIN);
    Map<String, String> cors =
        api.cors().isPresent() && origin.isPresent()
            ? api.cors().get().answer(origin.get())
            : Map.of();
    Visit visit = new Visit(exchange, Ids.request(), cors);
    Optional<Stage> stage = stage(api, path);
    if (api.endpoint() == WebSocketApi.Endpoint.DISABLED || stage.isEmpty()) {
      visit.answer(404, "Not Found");
      return;
    }
    boolean preflight =
        api.cors().isPresent()
            && origin.isPresent()
            && HttpMethod.OPTIONS.is(exchange.request().getMethod())
            && exchange.header(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD).isPresent();
    if (preflight) {
      exchange.answer(204, api.cors().get().preflight(origin.get()), new byte[0]);
      return;
    }
    String inStage =
        stage.get().name().equals(Stage.DEFAULT)
            ? path
            : path.substring(stage.get().name().length() + 1);
    Optional<HttpRoutes.Match> match =
        api.routes().match(exchange.request().getMethod(), inStage.isEmpty() ? "/" : inStage);
    if (match.isEmpty()) {
      visit.answer(404, "Not Found");
    } else if (!throttles.route(api.id(), stage.get(), match.get().route().key())) {
      visit.answer(429, "Too Many Requests");
    } else {
      Thread.startVirtualThread(() -> invoke(api, stage.get(), path, match.get(), visit));
    }
  }

  void handle(String apiId, String path, HttpExchange exchange) {
    HttpApi api = apis.get(apiId);
    if (api == null) {
      new Visit(exchange, Ids.request(), Map.of()).answer(404, "Not Found");
    } else {
      handle(api, path, exchange);
    }
  }

  // A named stage is the path's first segment; with a stage $default the path has none.
  private static Optional<Stage> stage(HttpApi api, String path) {
    int slash = path.indexOf('/', 1);
    Stage named = api.stages().get(path.substring(1, slash < 0 ? path.length() : slash));
    return Optional.ofNullable(named == null ? api.stages().get(Stage.DEFAULT) : named);
  }

  private void invoke(HttpApi api, Stage stage, String path, HttpRoutes.Match match, Visit visit) {
    try {
      HttpExchange exchange = visit.exchange();
      Optional<byte[]> body = exchange.body(quotas.httpPayloadBytes());
      if (body.isEmpty()) {
        visit.answer(413, "Request Entity Too Large");
        return;
      }
      HttpApi.Route route = match.route();
      byte[] event =
          HttpEvents.request(
              new HttpEvents.Call(
                  api.id(),
                  stage,
                  route.key(),
                  exchange.request().getMethod(),
                  path,
                  exchange.query(),
                  exchange.headers(),
                  match.parameters(),
                  exchange.request().getConnectionMetaData().getProtocol(),
                  exchange.sourceIp(),
                  visit.requestId(),
                  clock.millis(),
                  body.get()));
      invocations.call(
          route.integration().functionArn(),
          route.integration().timeout(),
          Arns.route(api.id(), stage.name(), route.key().replace(" ", "")),
          event,
          outcome -> answer(visit, outcome));
    } catch (IOException | RuntimeException broken) {
      LOG.debug("a request of {} ended early", api.id(), broken);
      visit.exchange().callback().failed(broken);
    }
  }

  private static void answer(Visit visit, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered(byte[] payload) ->
          HttpAnswer.read(payload)
              .ifPresentOrElse(visit::respond, () -> visit.answer(500, "Internal Server Error"));
      case Outcome.Failed(String _), Outcome.NotPermitted() ->
          visit.answer(500, "Internal Server Error");
      case Outcome.TimedOut() -> visit.answer(503, "Service Unavailable");
    }
  }
}
