package app.firstbell.emulator.gateway;

import app.firstbell.emulator.time.EmulatorClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From an upgrade request to a live connection: quotas, authorizer, the `$connect` integration,
/// then the 101. The client waits for all of it, and nobody can post to the connection before
/// `$connect` has succeeded.
final class Handshake {
  private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

  private final Upgrades upgrades;
  private final Connections connections;
  private final Invocations invocations;
  private final Throttles throttles;
  private final Connection.Sockets sockets;
  private final Traffic traffic;
  private final EmulatorClock clock;
  private final Timer timer;
  private final Quotas quotas;

  Handshake(
      Upgrades upgrades,
      Connections connections,
      Invocations invocations,
      Throttles throttles,
      Connection.Sockets sockets,
      Traffic traffic,
      EmulatorClock clock,
      Timer timer,
      Quotas quotas) {
    this.upgrades = upgrades;
    this.connections = connections;
    this.invocations = invocations;
    this.throttles = throttles;
    this.sockets = sockets;
    this.traffic = traffic;
    this.clock = clock;
    this.timer = timer;
    this.quotas = quotas;
  }

  /// One handshake on its way.
  private record Attempt(
      WebSocketApi api, Caller caller, WebSocketEvents.Stamp stamp, HttpExchange exchange) {

    void refuse(int status, GatewayMessage why) {
      exchange.json(status, why.json(caller.connectionId(), stamp.requestId()));
    }
  }

  /// Returns at once; the answer comes when the functions have answered.
  void begin(WebSocketApi api, Stage stage, HttpExchange exchange) {
    long now = clock.millis();
    Caller caller = caller(api, stage, exchange, now);
    Attempt attempt =
        new Attempt(api, caller, new WebSocketEvents.Stamp(Ids.request(), now), exchange);
    if (!throttles.connect() || !throttles.route(api.id(), stage, WebSocketApi.CONNECT)) {
      attempt.refuse(429, GatewayMessage.TOO_MANY);
      return;
    }
    Thread.startVirtualThread(() -> {
      try {
        authorize(attempt);
      } catch (RuntimeException broken) {
        LOG.error("a handshake of {} failed", api.id(), broken);
        exchange.callback().failed(broken);
      }
    });
  }

  private static Caller caller(WebSocketApi api, Stage stage, HttpExchange exchange, long now) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Host", List.of(Arns.domain(api.id())));
    headers.putAll(exchange.headers());
    headers.put("X-Forwarded-For", List.of(exchange.sourceIp()));
    headers.put("X-Forwarded-Port", List.of("443"));
    headers.put("X-Forwarded-Proto", List.of("https"));
    return new Caller(
        api.id(),
        stage,
        Ids.connection(),
        now,
        exchange.sourceIp(),
        exchange.header(HttpHeader.USER_AGENT),
        headers,
        PercentEncoding.query(exchange.query()));
  }

  private void authorize(Attempt attempt) {
    WebSocketApi.Route connect = attempt.api().routes().get(WebSocketApi.CONNECT);
    Optional<Authorizer> authorizer = connect == null ? Optional.empty() : connect.authorizer();
    if (authorizer.isEmpty()) {
      connect(attempt, Optional.empty());
      return;
    }
    Caller caller = attempt.caller();
    if (!Authorization.sourcesPresent(authorizer.get(), caller)) {
      attempt.refuse(401, GatewayMessage.UNAUTHORIZED);
      return;
    }
    String methodArn = Arns.route(attempt.api().id(), caller.stage().name(), WebSocketApi.CONNECT);
    invocations.call(
        authorizer.get().functionArn(),
        quotas.webSocketIntegration(),
        Arns.authorizer(attempt.api().id(), authorizer.get().id()),
        WebSocketEvents.authorize(caller, attempt.stamp(), methodArn),
        outcome ->
            authorized(
                attempt, Authorization.of(outcome, methodArn, quotas.authorizerResultBytes())));
  }

  private void authorized(Attempt attempt, Authorization authorization) {
    switch (authorization) {
      case Authorization.Allowed(Identity identity) -> connect(attempt, Optional.of(identity));
      case Authorization.Unauthorized() -> attempt.refuse(401, GatewayMessage.UNAUTHORIZED);
      case Authorization.Denied(String words) ->
          attempt.exchange().json(403, GatewayMessage.plain("Message", words));
      case Authorization.Broken(String why) -> {
        LOG.warn("the authorizer of {} failed: {}", attempt.api().id(), why);
        attempt.refuse(500, GatewayMessage.INTERNAL);
      }
    }
  }

  private void connect(Attempt attempt, Optional<Identity> identity) {
    WebSocketApi.Route connect = attempt.api().routes().get(WebSocketApi.CONNECT);
    if (connect == null) {
      open(attempt, identity, Optional.empty());
      return;
    }
    Caller caller = attempt.caller();
    invocations.call(
        connect.integration().functionArn(),
        connect.integration().timeout(),
        Arns.route(attempt.api().id(), caller.stage().name(), WebSocketApi.CONNECT),
        WebSocketEvents.connect(caller, attempt.stamp(), identity),
        outcome -> connected(attempt, identity, outcome));
  }

  private void connected(Attempt attempt, Optional<Identity> identity, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered(byte[] payload) -> {
        Optional<ProxyAnswer> answer = ProxyAnswer.read(payload);
        if (answer.isEmpty()) {
          attempt.refuse(502, GatewayMessage.INTERNAL);
        } else if (answer.get().succeeded()) {
          open(
              attempt,
              identity,
              Optional.ofNullable(answer.get().headers().get("sec-websocket-protocol")));
        } else {
          attempt.exchange().answer(answer.get().status(), Map.of(), new byte[0]);
        }
      }
      case Outcome.Failed(String _) -> attempt.refuse(502, GatewayMessage.INTERNAL);
      case Outcome.TimedOut() -> attempt.refuse(504, GatewayMessage.TIMED_OUT);
      case Outcome.NotPermitted() -> attempt.refuse(500, GatewayMessage.INTERNAL);
    }
  }

  private void open(Attempt attempt, Optional<Identity> identity, Optional<String> protocol) {
    FrameRules rules = FrameRules.of(quotas);
    Connection connection =
        new Connection(attempt.api(), attempt.caller(), identity, rules, sockets, clock, timer);
    HttpExchange exchange = attempt.exchange();
    protocol.ifPresent(chosen ->
        exchange.response().getHeaders().put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, chosen));
    connections.add(connection);
    Callback switched =
        Callback.from(
            () -> {
              traffic.connected();
              exchange.callback().succeeded();
            },
            gone -> {
              sockets.closed(connection, new Closing(1006, "Connection closed abnormally"));
              exchange.callback().failed(gone);
            });
    boolean upgrading =
        upgrades.upgrade(
            exchange.request(), exchange.response(), switched, connection.codec(), rules);
    if (!upgrading) {
      // Seen before by Upgrades.wellFormed; kept so that no connection can stay that has no socket.
      connections.remove(connection);
      attempt.refuse(400, GatewayMessage.FORBIDDEN);
    }
  }
}
