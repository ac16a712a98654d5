package app.firstbell.functions.websocket;

import app.firstbell.functions.Environment;
import app.firstbell.identity.Caller;
import app.firstbell.notice.Notices;
import app.firstbell.notice.SqsNotices;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/// Either side hangs up; afterwards the visitor may rate the chat, and have it mailed.
public final class ClosingHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final FrameEdge edge;
  private final Closings closings;

  public ClosingHandler() {
    this(
        ChatParts.withoutTimers(),
        new SqsNotices(Environment.sqs(), Environment.variable("NOTICES_QUEUE_URL")));
  }

  public ClosingHandler(ChatParts parts, Notices notices) {
    this.edge = new FrameEdge(parts.gate(), parts.wire());
    this.closings = new Closings(parts, notices);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, this::answer);
  }

  private String answer(Speaker speaker, Frame frame) {
    return switch (frame) {
      case Frame.End end -> closings.end(speaker, end);
      case Frame.Rate rate -> closings.rate(speaker, visitor(speaker), rate);
      case Frame.Transcript asked -> closings.transcript(visitor(speaker), asked);
      default -> throw FrameDecoder.unknown("");
    };
  }

  private static Caller.Visitor visitor(Speaker speaker) {
    if (speaker.caller() instanceof Caller.Visitor visitor) {
      return visitor;
    }
    throw RefusedException.onlyFor("visitor");
  }
}
