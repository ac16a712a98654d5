package app.firstbell.emulator.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A handshake as it came, and what is known of the connection from then on.
///
/// @param headers names as the client wrote them, in order, each with all its values
/// @param sourceIp the address of the client's socket
record Caller(
    String apiId,
    Stage stage,
    String connectionId,
    long connectedAt,
    String sourceIp,
    Optional<String> userAgent,
    Map<String, List<String>> headers,
    Map<String, List<String>> query) {

  /// Without what only CONNECT events carry: a connection that lives two hours need not keep it.
  Caller withoutHandshake() {
    return new Caller(
        apiId, stage, connectionId, connectedAt, sourceIp, userAgent, Map.of(), Map.of());
  }
}
