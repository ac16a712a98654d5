package app.firstbell.functions.websocket;

import app.firstbell.credit.CreditGuard;
import app.firstbell.credit.LedgerCredits;
import app.firstbell.functions.Environment;
import app.firstbell.identity.Caller;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/// The race for a ringing chat: the first agent gets it, and every other console stops ringing.
public final class AcceptHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final FrameEdge edge;
  private final Accepts accepts;

  public AcceptHandler() {
    this(
        ChatParts.ofEnvironment(),
        LedgerCredits.stored(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.contention()));
  }

  /// @param credits by which an operator's accept is paid
  public AcceptHandler(ChatParts parts, CreditGuard credits) {
    this.edge = new FrameEdge(parts.gate(), parts.wire());
    this.accepts = new Accepts(parts, credits);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, this::answer);
  }

  private String answer(Speaker speaker, Frame frame) {
    if (!(speaker.caller() instanceof Caller.Agent agent)) {
      throw RefusedException.onlyFor("agents");
    }
    return switch (frame) {
      case Frame.Accept accept -> accepts.accept(speaker, agent, accept);
      case Frame.Decline decline -> accepts.decline(speaker, agent, decline);
      default -> throw FrameDecoder.unknown("");
    };
  }
}
