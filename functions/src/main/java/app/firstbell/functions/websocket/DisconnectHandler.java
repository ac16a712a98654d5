package app.firstbell.functions.websocket;

import app.firstbell.functions.Telemetry;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/// A connection has ended. API Gateway delivers this at best once; what is missed here is found by
/// the first post that meets 410.
public final class DisconnectHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final Departures departures;

  public DisconnectHandler() {
    this(ChatParts.ofEnvironment());
  }

  public DisconnectHandler(ChatParts parts) {
    this.departures = new Departures(parts);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return Telemetry.logged(
        context,
        event.getRequestContext().getConnectionId(),
        () -> {
          Speaker speaker = Speaker.of(event.getRequestContext());
          TenantScope.of(speaker.caller().tenant(), Proof.TICKET, () -> departures.depart(speaker));
          APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
          response.setStatusCode(200);
          return response;
        });
  }
}
