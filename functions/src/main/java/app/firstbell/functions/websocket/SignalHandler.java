package app.firstbell.functions.websocket;

import app.firstbell.presence.ConnectionId;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/// Typing, and what was delivered and read. Neither has a reply; a refusal is posted. Typing is
/// stored nowhere.
public final class SignalHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private static final String NOTHING = "";
  private final FrameEdge edge;
  private final Signals signals;
  private final Posts posts;

  public SignalHandler() {
    this(ChatParts.withoutTimers());
  }

  public SignalHandler(ChatParts parts) {
    this.edge = FrameEdge.ofSignals(parts.gate(), parts.wire());
    this.signals = new Signals(parts);
    this.posts = parts.posts();
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    APIGatewayV2WebSocketResponse response = edge.handle(event, context, this::answer);
    if (!NOTHING.equals(response.getBody())) {
      posts.to(new ConnectionId(event.getRequestContext().getConnectionId()), response.getBody());
    }
    return response;
  }

  private String answer(Speaker speaker, Frame frame) {
    switch (frame) {
      case Frame.Typing typing -> signals.type(speaker, typing);
      case Frame.Mark mark -> signals.mark(speaker, mark);
      default -> throw FrameDecoder.unknown("");
    }
    return NOTHING;
  }
}
