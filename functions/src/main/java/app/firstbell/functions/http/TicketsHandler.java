package app.firstbell.functions.http;

import app.firstbell.agent.MemberStore;
import app.firstbell.functions.Environment;
import app.firstbell.identity.Ids;
import app.firstbell.identity.SessionStore;
import app.firstbell.identity.TicketStore;
import app.firstbell.identity.Tickets;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.visitor.VisitorStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Gives a ticket for one WebSocket to who holds a session or a visitor's token.
public final class TicketsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Tickets tickets;
  private final String socketUrl;

  public TicketsHandler() {
    this(
        tickets(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.variable("CHATS_TABLE")),
        Environment.variable("SOCKET_URL"));
  }

  public TicketsHandler(Tickets tickets, String socketUrl) {
    this.tickets = tickets;
    this.socketUrl = socketUrl;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return Http.handle(
        event,
        context,
        request ->
            Http.bearer(request)
                .flatMap(tickets::issue)
                .map(issued ->
                    Http.ok(
                        201,
                        json ->
                            json.text("ticket", issued.ticket().text())
                                .instant("expiresAt", issued.expiresAt())
                                .text("socket", socketUrl)))
                .orElseThrow(() ->
                    Problem.unauthorized(
                        "expected a session's or a visitor's token that is valid")));
  }

  private static Tickets tickets(DynamoDbClient client, String accounts, String chats) {
    DynamoDbEnhancedClient enhanced = Environment.enhanced(client);
    return new Tickets(
        new SessionStore(enhanced, accounts),
        new VisitorStore(enhanced, accounts),
        new MemberStore(client, accounts),
        new OrganizationStore(client, accounts),
        new TicketStore(client, chats, Environment.contention()),
        Ids.secure(),
        Environment.CLOCK);
  }
}
