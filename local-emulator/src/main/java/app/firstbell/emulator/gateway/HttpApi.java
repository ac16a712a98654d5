package app.firstbell.emulator.gateway;

import java.util.Map;
import java.util.Optional;

/// An HTTP API as its template describes it.
record HttpApi(
    String id,
    HttpRoutes routes,
    Map<String, Stage> stages,
    Optional<Cors> cors,
    WebSocketApi.Endpoint endpoint) {

  record Route(String key, Integration integration) {}
}
