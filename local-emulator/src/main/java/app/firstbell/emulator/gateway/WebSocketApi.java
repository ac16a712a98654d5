package app.firstbell.emulator.gateway;

import java.util.Map;
import java.util.Optional;

/// A WebSocket API as its template describes it.
record WebSocketApi(
    String id,
    RouteSelection selection,
    Map<String, Route> routes,
    Map<String, Stage> stages,
    Endpoint endpoint) {
  static final String CONNECT = "$connect";
  static final String DISCONNECT = "$disconnect";

  record Route(String key, Integration integration, Optional<Authorizer> authorizer, Reply reply) {}

  /// Whether the client gets the integration's `body`: only with a route response selection
  /// expression `$default` and a route response. Else the output is dropped.
  enum Reply {
    NONE,
    BODY
  }

  enum Endpoint {
    OPEN,
    /// `DisableExecuteApiEndpoint`: every request is forbidden.
    DISABLED
  }
}
