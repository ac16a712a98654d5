package app.firstbell.functions.websocket;

import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.identity.TicketStore;
import app.firstbell.identity.Token;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Decides who may open a WebSocket: whoever brings a good ticket from our own pages. The library
/// of events has no class for a WebSocket API's authorizer, so the event is a map (facts:
/// aws-lambda-java-libs #407).
public final class AuthorizeHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final String PREFIX = "ticket.";
  private final TicketStore tickets;
  private final String origin;
  private final InstantSource clock;

  public AuthorizeHandler() {
    this(
        new TicketStore(
            Environment.dynamoDb(), Environment.variable("CHATS_TABLE"), Environment.contention()),
        Environment.variable("APP_ORIGIN"),
        Environment.CLOCK);
  }

  /// @param origin of our own pages, the only one from which a browser may connect
  public AuthorizeHandler(TicketStore tickets, String origin, InstantSource clock) {
    this.tickets = tickets;
    this.origin = origin;
    this.clock = clock;
  }

  /// @throws RuntimeException with the word `Unauthorized`, which API Gateway turns into 401,
  ///     unless the ticket is good
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String arn = String.valueOf(event.get("methodArn"));
    // The origin first: a page that tricks a browser must not use up its visitor's ticket.
    if (!header(event, "origin").equals(Optional.of(origin))) {
      Telemetry.count("ConnectionsRefused", "origin");
      return policy("nobody", "Deny", arn, Map.of());
    }
    Caller caller =
        ticket(event)
            .flatMap(ticket -> tickets.take(ticket, clock.instant()))
            .orElseThrow(() -> new RuntimeException("Unauthorized"));
    return policy(
        caller.tenant() + "/" + caller.party().word() + "/" + caller.id(),
        "Allow",
        arn,
        Speaker.context(caller));
  }

  private static Optional<Token.Ticket> ticket(Map<String, Object> event) {
    return header(event, "sec-websocket-protocol").stream()
        .flatMap(protocols -> Arrays.stream(protocols.split(",", 8)))
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(PREFIX))
        .findFirst()
        .flatMap(protocol -> Token.ticket(protocol.substring(PREFIX.length())));
  }

  /// Names of headers come in any case.
  private static Optional<String> header(Map<String, Object> event, String name) {
    return event.get("headers") instanceof Map<?, ?> headers
        ? headers.entrySet().stream()
            .filter(header -> String.valueOf(header.getKey()).toLowerCase(Locale.ROOT).equals(name))
            .map(header -> String.valueOf(header.getValue()))
            .findFirst()
        : Optional.empty();
  }

  private static Map<String, Object> policy(
      String principal, String effect, String arn, Map<String, String> context) {
    return Map.of(
        "principalId",
        principal,
        "policyDocument",
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(Map.of("Action", "execute-api:Invoke", "Effect", effect, "Resource", arn))),
        "context",
        context);
  }
}
