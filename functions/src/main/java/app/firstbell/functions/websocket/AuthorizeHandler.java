package app.firstbell.functions.websocket;

import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.identity.TicketStore;
import app.firstbell.identity.Token;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides who may open a WebSocket: whoever brings a good ticket from our own pages. No class of
/// events is for this authorizer, so the event is a map (facts: aws-lambda-java-libs #407).
public final class AuthorizeHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
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

  /// @throws RuntimeException with the word `Unauthorized`, which becomes 401
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String arn = String.valueOf(event.get("methodArn"));
    // The origin first: a page that tricks a browser must not use up its visitor's ticket.
    Handshake handshake = new Handshake(event);
    if (!handshake.isFrom(origin)) {
      Telemetry.count("ConnectionsRefused", "origin");
      return policy("nobody", "Deny", arn, Map.of());
    }
    Caller caller =
        handshake
            .ticket()
            .flatMap(this::taken)
            .orElseThrow(() -> new RuntimeException("Unauthorized"));
    return policy(
        caller.tenant() + "/" + caller.party().word() + "/" + caller.id(),
        "Allow",
        arn,
        Speaker.context(caller));
  }

  private Optional<Caller> taken(Token.Ticket it) {
    return TenantScope.of(it.tenant(), Proof.TICKET, () -> tickets.take(it, clock.instant()));
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
