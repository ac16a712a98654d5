package app.firstbell.functions.websocket;

import app.firstbell.identity.Token;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The headers by which a WebSocket asks to be opened.
///
/// @param event the authorizer's
record Handshake(Map<String, Object> event) {
  private static final String PREFIX = "ticket.";

  /// Whether a browser is on a page of exactly this origin: scheme, host and port. Nothing is
  /// folded or trimmed, so that no other spelling passes.
  boolean isFrom(String origin) {
    return header("origin").equals(Optional.of(origin));
  }

  /// The ticket among the subprotocols offered, `firstbell.v1, ticket.…`: there it is in no URL and
  /// in no log.
  Optional<Token.Ticket> ticket() {
    return header("sec-websocket-protocol").stream()
        .flatMap(protocols -> Arrays.stream(protocols.split(",", 8)))
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(PREFIX))
        .findFirst()
        .flatMap(protocol -> Token.ticket(protocol.substring(PREFIX.length())));
  }

  /// Names of headers come in any case.
  private Optional<String> header(String name) {
    return event.get("headers") instanceof Map<?, ?> headers
        ? headers.entrySet().stream()
            .filter(header -> String.valueOf(header.getKey()).toLowerCase(Locale.ROOT).equals(name))
            .map(header -> String.valueOf(header.getValue()))
            .findFirst()
        : Optional.empty();
  }
}
