package app.firstbell.functions.http;

import app.firstbell.credit.LedgerCredits;
import app.firstbell.functions.Environment;
import app.firstbell.identity.Ids;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.presence.PresenceStore;
import app.firstbell.visitor.VisitorStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What a widget asks before it opens a connection: what the site is, and a token for a visitor who
/// acts.
public final class VisitorsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Visitors visitors;

  public VisitorsHandler() {
    this(
        visitors(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.variable("CHATS_TABLE")));
  }

  public VisitorsHandler(Visitors visitors) {
    this.visitors = visitors;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return Http.handle(
        event,
        context,
        request ->
            switch (Http.route(request)) {
              case "POST /visitors" -> visitors.make(Http.body(request));
              case "GET /sites/{site}" -> visitors.site(request);
              default -> throw Problem.notFound("there is nothing at " + Http.route(request));
            });
  }

  private static Visitors visitors(DynamoDbClient client, String accounts, String chats) {
    DynamoDbEnhancedClient enhanced = Environment.enhanced(client);
    return new Visitors(
        new OrganizationStore(client, accounts),
        new VisitorStore(enhanced, accounts),
        new PresenceStore(client, chats, Environment.contention()),
        LedgerCredits.stored(client, accounts, Environment.contention()),
        Ids.secure(),
        Environment.CLOCK);
  }
}
