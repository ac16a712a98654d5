package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Freshness;
import app.firstbell.chat.LogEnd;
import app.firstbell.chat.MarkStore;
import app.firstbell.presence.ConnectionId;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.Optional;

/// Typing, and what was delivered and read. Neither has a reply; a refusal is posted. Typing is
/// stored nowhere.
public final class SignalHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private static final String NOTHING = "";
  private final FrameEdge edge;
  private final ChatLog log;
  private final MarkStore marks;
  private final Posts posts;

  public SignalHandler() {
    this(ChatParts.withoutTimers());
  }

  public SignalHandler(ChatParts parts) {
    this.edge = FrameEdge.refusing(parts.clock());
    this.log = parts.log();
    this.marks = parts.marks();
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
      case Frame.Typing typing -> type(speaker, typing);
      case Frame.Mark mark -> mark(speaker, mark);
      default -> throw FrameDecoder.unknown("");
    }
    return NOTHING;
  }

  private void type(Speaker speaker, Frame.Typing frame) {
    LogEnd end =
        own(speaker, frame.chat(), Freshness.EVENTUAL)
            .or(() -> own(speaker, frame.chat(), Freshness.CONSISTENT))
            .orElseThrow(RefusedException::notFound);
    if (end.head().stage().isOpen()) {
      // Whoever is gone is noticed by the next message; a hint about a hint is not worth a write.
      posts.toAll(
          end.head().of(speaker.caller().party().other()).connections(),
          Push.typing(frame.chat(), speaker.caller().party(), frame.signal()));
    }
  }

  private void mark(Speaker speaker, Frame.Mark frame) {
    // An old read may not know yet what the client has just been sent.
    LogEnd end =
        own(speaker, frame.chat(), Freshness.EVENTUAL)
            .filter(found -> frame.mark().delivered() <= found.last().seq())
            .or(() -> own(speaker, frame.chat(), Freshness.CONSISTENT))
            .orElseThrow(RefusedException::notFound);
    marks
        .raise(
            speaker.caller().tenant(),
            frame.chat(),
            speaker.caller().party(),
            frame.mark().upTo(end.last().seq()))
        .ifPresent(
            mark ->
                posts.toAll(
                    end.head().connectionsBut(speaker.connection()),
                    Push.marks(frame.chat(), speaker.caller().party(), mark)));
  }

  private Optional<LogEnd> own(Speaker speaker, ChatId chat, Freshness freshness) {
    return log.end(speaker.caller().tenant(), chat, freshness)
        .filter(end -> Access.isParty(end.head(), speaker.caller()));
  }
}
