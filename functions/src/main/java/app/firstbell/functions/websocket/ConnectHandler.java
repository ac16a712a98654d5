package app.firstbell.functions.websocket;

import app.firstbell.agent.MemberStore;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Admission;
import app.firstbell.identity.SessionStore;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.presence.ConnectionStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Opens a connection, and chooses its subprotocol: browsers close one that names another than they
/// offered. The ticket, which came as a subprotocol too, is never sent back.
public final class ConnectHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  static final String PROTOCOL = "firstbell.v1";
  private final Arrivals arrivals;

  public ConnectHandler() {
    this(
        new ConnectionStore(
            Environment.dynamoDb(), Environment.variable("CHATS_TABLE"), Environment.contention()),
        admission(Environment.dynamoDb(), Environment.variable("ACCOUNTS_TABLE")),
        new ManagementWire(Environment.management(), Environment.contention().pause()),
        Environment.CLOCK);
  }

  public ConnectHandler(
      ConnectionStore connections, Admission admission, Wire wire, InstantSource clock) {
    this.arrivals = new Arrivals(connections, admission, wire, clock);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return Telemetry.logged(
        context,
        event.getRequestContext().getConnectionId(),
        () -> {
          Speaker speaker = Speaker.of(event.getRequestContext());
          APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
          response.setStatusCode(
              TenantScope.of(
                  speaker.caller().tenant(), Proof.TICKET, () -> arrivals.arrive(speaker)));
          response.setHeaders(Map.of("Sec-WebSocket-Protocol", PROTOCOL));
          return response;
        });
  }

  private static Admission admission(DynamoDbClient client, String accounts) {
    return Admission.stored(
        new OrganizationStore(client, accounts),
        new MemberStore(client, accounts),
        new SessionStore(client, accounts, Environment.contention()),
        Environment.CLOCK);
  }
}
