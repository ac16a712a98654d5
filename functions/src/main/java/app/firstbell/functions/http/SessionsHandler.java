package app.firstbell.functions.http;

import app.firstbell.agent.MemberStore;
import app.firstbell.functions.Environment;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Passwords;
import app.firstbell.identity.SessionStore;
import app.firstbell.identity.SignIn;
import app.firstbell.identity.SignInThrottle;
import app.firstbell.organization.OrganizationStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Agents sign in, ask who they are, and sign out.
public final class SessionsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Sessions sessions;

  public SessionsHandler() {
    this(Environment.dynamoDb(), Environment.variable("ACCOUNTS_TABLE"));
  }

  private SessionsHandler(DynamoDbClient client, String table) {
    this(signIn(client, table), new OrganizationStore(client, table));
  }

  public SessionsHandler(SignIn signIn, OrganizationStore organizations) {
    this.sessions = new Sessions(signIn, organizations);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return Http.handle(
        event,
        context,
        request ->
            switch (Http.route(request)) {
              case "POST /sessions" -> sessions.signIn(request);
              case "GET /sessions/current" -> sessions.current(request);
              case "DELETE /sessions/current" -> sessions.signOut(request);
              default -> throw Problem.notFound("there is nothing at " + Http.route(request));
            });
  }

  private static SignIn signIn(DynamoDbClient client, String table) {
    DynamoDbEnhancedClient enhanced = Environment.enhanced(client);
    Ids ids = Ids.secure();
    return new SignIn(
        new MemberStore(client, table),
        new SessionStore(enhanced, table),
        new SignInThrottle(client, table),
        new Passwords(ids),
        ids,
        Environment.CLOCK);
  }
}
