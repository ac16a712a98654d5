package app.firstbell.functions.websocket;

import app.firstbell.credit.Credits;
import app.firstbell.credit.LedgerCredits;
import app.firstbell.functions.Environment;
import app.firstbell.identity.Caller;
import app.firstbell.notice.Notices;
import app.firstbell.notice.SqsNotices;
import app.firstbell.organization.OrganizationStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/// A visitor asks: the room rings. Or, when nobody came, leaves an address.
public final class LeadHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final FrameEdge edge;
  private final Starts starts;
  private final Leaves leaves;

  public LeadHandler() {
    this(
        ChatParts.ofEnvironment(),
        new OrganizationStore(Environment.dynamoDb(), Environment.variable("ACCOUNTS_TABLE")),
        LedgerCredits.stored(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.contention()),
        new SqsNotices(Environment.sqs(), Environment.variable("NOTICES_QUEUE_URL")));
  }

  /// @param credits whether operators are rung too
  public LeadHandler(
      ChatParts parts, OrganizationStore organizations, Credits credits, Notices notices) {
    this.edge = new FrameEdge(parts.gate(), parts.wire());
    this.starts = new Starts(parts, organizations, credits);
    this.leaves = new Leaves(parts, notices);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, this::answer);
  }

  private String answer(Speaker speaker, Frame frame) {
    if (!(speaker.caller() instanceof Caller.Visitor visitor)) {
      throw RefusedException.onlyFor("visitor");
    }
    return switch (frame) {
      case Frame.Start start -> starts.start(speaker, visitor, start);
      case Frame.Leave leave -> leaves.leave(visitor, leave);
      default -> throw FrameDecoder.unknown("");
    };
  }
}
