package app.firstbell.functions.websocket;

import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.presence.ConnectionStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.InstantSource;
import java.util.Map;

/// Opens a connection, and chooses its subprotocol: browsers close one that names another than they
/// offered. The ticket, which came as a subprotocol too, is never sent back.
public final class ConnectHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  static final String PROTOCOL = "firstbell.v1";
  private final ConnectionStore connections;
  private final InstantSource clock;

  public ConnectHandler() {
    this(
        new ConnectionStore(
            Environment.dynamoDb(), Environment.variable("CHATS_TABLE"), Environment.contention()),
        Environment.CLOCK);
  }

  public ConnectHandler(ConnectionStore connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return Telemetry.logged(
        context,
        event.getRequestContext().getConnectionId(),
        () -> {
          Speaker speaker = Speaker.of(event.getRequestContext());
          connections.open(speaker.caller(), speaker.connection(), clock.instant());
          APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
          response.setStatusCode(200);
          response.setHeaders(Map.of("Sec-WebSocket-Protocol", PROTOCOL));
          return response;
        });
  }
}
