package app.firstbell.functions.http;

import app.firstbell.access.Actor;
import app.firstbell.functions.Environment;
import app.firstbell.identity.Tickets;
import app.firstbell.presence.Computer;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Optional;

/// Gives a ticket for one WebSocket to who holds a session or a visitor's token. Support gets none:
/// it may look and set things right, but not speak in somebody's name.
public final class TicketsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Tickets tickets;
  private final String socketUrl;

  public TicketsHandler() {
    this(
        Gate.ofEnvironment(),
        Tickets.stored(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.variable("CHATS_TABLE"),
            Environment.contention(),
            Environment.CLOCK),
        Environment.variable("SOCKET_URL"));
  }

  public TicketsHandler(Gate gate, Tickets tickets, String socketUrl) {
    this.gate = gate;
    this.tickets = tickets;
    this.socketUrl = socketUrl;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::issue);
  }

  private Answer issue(Call call) {
    Optional<Computer> computer = computer(call);
    Tickets.Issued issued =
        (call.actor() instanceof Actor.Visitor visitor
                ? tickets.issue(visitor)
                : tickets.issue(call.member(), computer))
            .orElseThrow(() -> Problem.unauthorized("Please sign in."));
    return Http.json(
        201,
        json ->
            json.text("ticket", issued.ticket().text())
                .instant("expiresAt", issued.expiresAt())
                .text("socket", socketUrl));
  }

  /// A body is not needed: a widget has nothing to say in it.
  private static Optional<Computer> computer(Call call) {
    if (Http.rawBody(call.event()).isBlank()) {
      return Optional.empty();
    }
    Fields body = call.body("computer");
    return body.word(
        "computer",
        word -> Optional.of(word).filter(Computer::isValid).map(Computer::new),
        "a computer's id of 1 to 64 of A-Z a-z 0-9 _ -");
  }
}
