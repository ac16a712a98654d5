package app.firstbell.functions.websocket;

import app.firstbell.dynamo.Pause;
import app.firstbell.functions.Environment;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/// Answers pings, and says what is wrong with whatever has no route: text that is not JSON, and
/// actions that do not exist.
public final class FallbackHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final FrameEdge edge;

  public FallbackHandler() {
    this(FloodGate.OF_PROCESS, new ManagementWire(Environment.management(), Pause.jittered()));
  }

  public FallbackHandler(FloodGate gate, Wire wire) {
    this.edge = new FrameEdge(gate, wire);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, FallbackHandler::answer);
  }

  private static String answer(Speaker speaker, Frame frame) {
    if (frame instanceof Frame.Ping ping) {
      return Reply.pong(ping.cid());
    }
    // The action exists but has no route here: the stack and the functions are of different
    // versions.
    throw FrameDecoder.unknown("");
  }
}
