package app.firstbell.emulator.gateway;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way of a message: throttle, route, event, invocation, and the answer or the error to the
/// client. Invocations of one connection run beside each other, as on AWS.
final class Messages implements Connection.Sockets {
  private final Connections connections;
  private final Invocations invocations;
  private final Throttles throttles;
  private final Traffic traffic;
  private final InstantSource clock;
  private final Quotas quotas;
  private final @Nullable Shuffler shuffler;

  Messages(
      Connections connections,
      Invocations invocations,
      Throttles throttles,
      Traffic traffic,
      InstantSource clock,
      Timer timer,
      GatewayOptions options) {
    this.connections = connections;
    this.invocations = invocations;
    this.throttles = throttles;
    this.traffic = traffic;
    this.clock = clock;
    this.quotas = options.quotas();
    this.shuffler =
        switch (options.order()) {
          case InvocationOrder.AsTheyCome() -> null;
          case InvocationOrder.Shuffled shuffled -> new Shuffler(shuffled, timer);
        };
  }

  @Override
  public void message(Connection connection, String message, int bytes) {
    traffic.in(bytes);
    if (shuffler == null) {
      Thread.startVirtualThread(() -> dispatch(connection, message));
    } else {
      shuffler.hold(
          connection, () -> Thread.startVirtualThread(() -> dispatch(connection, message)));
    }
  }

  @Override
  public void closed(Connection connection, Closing why) {
    if (shuffler != null) {
      shuffler.forget(connection);
    }
    if (connections.remove(connection)) {
      Thread.startVirtualThread(() -> disconnect(connection, why));
    }
  }

  private void dispatch(Connection connection, String message) {
    String requestId = Ids.request();
    WebSocketApi api = connection.api();
    Stage stage = connection.caller().stage();
    Optional<String> key = api.selection().select(message, api.routes().keySet());
    if (!throttles.route(api.id(), stage, key.orElse(RouteSelection.DEFAULT))) {
      tell(connection, GatewayMessage.TOO_MANY, requestId);
      return;
    }
    WebSocketApi.Route route = key.map(k -> api.routes().get(k)).orElse(null);
    if (route == null) {
      tell(connection, GatewayMessage.FORBIDDEN, requestId);
      return;
    }
    byte[] event =
        WebSocketEvents.message(
            connection.caller(),
            new WebSocketEvents.Stamp(requestId, clock.millis()),
            connection.identity(),
            route.key(),
            message);
    invocations.call(
        route.integration().functionArn(),
        route.integration().timeout(),
        Arns.route(api.id(), stage.name(), route.key()),
        event,
        outcome -> answer(connection, route, requestId, outcome));
  }

  private void answer(
      Connection connection, WebSocketApi.Route route, String requestId, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered(byte[] payload) -> {
        if (route.reply() == WebSocketApi.Reply.BODY) {
          reply(connection, payload, requestId);
        }
      }
      case Outcome.Failed(String _), Outcome.NotPermitted() ->
          tell(connection, GatewayMessage.INTERNAL, requestId);
      case Outcome.TimedOut() -> tell(connection, GatewayMessage.TIMED_OUT, requestId);
    }
  }

  private void reply(Connection connection, byte[] payload, String requestId) {
    Optional<ProxyAnswer> answer = ProxyAnswer.read(payload);
    if (answer.isEmpty()) {
      tell(connection, GatewayMessage.INTERNAL, requestId);
      return;
    }
    answer
        .get()
        .body()
        .ifPresent(body -> {
          if (body.length > quotas.messageBytes()) {
            tell(connection, GatewayMessage.INTERNAL, requestId);
          } else {
            traffic.send(connection, body);
          }
        });
  }

  private void tell(Connection connection, GatewayMessage what, String requestId) {
    traffic.send(connection, what.json(connection.id(), requestId));
  }

  private void disconnect(Connection connection, Closing why) {
    WebSocketApi api = connection.api();
    WebSocketApi.Route route = api.routes().get(WebSocketApi.DISCONNECT);
    if (route != null) {
      Stage stage = connection.caller().stage();
      invocations.call(
          route.integration().functionArn(),
          route.integration().timeout(),
          Arns.route(api.id(), stage.name(), route.key()),
          WebSocketEvents.disconnect(
              connection.caller(),
              new WebSocketEvents.Stamp(Ids.request(), clock.millis()),
              connection.identity(),
              why),
          // Best effort, as on AWS: nobody is left to be told.
          _ -> {});
    }
  }
}
