package app.firstbell.functions.websocket;

import app.firstbell.identity.Caller;
import app.firstbell.organization.RoomId;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.Presence;
import app.firstbell.presence.PresenceStore;
import app.firstbell.presence.Show;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.InstantSource;

/// Shows an agent in their rooms, an operator besides in the one of operators, or takes them out.
/// Nothing is pushed: a console that comes online asks `lists`.
public final class PresenceHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final FrameEdge edge;
  private final PresenceStore presences;
  private final ConnectionStore connections;
  private final InstantSource clock;

  public PresenceHandler() {
    this(ChatParts.withoutTimers());
  }

  public PresenceHandler(ChatParts parts) {
    this.edge = new FrameEdge(parts.gate(), parts.wire());
    this.presences = parts.presences();
    this.connections = parts.connections();
    this.clock = parts.clock();
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, this::answer);
  }

  private String answer(Speaker speaker, Frame frame) {
    if (!(frame instanceof Frame.Presence shown)) {
      throw FrameDecoder.unknown("");
    }
    if (!(speaker.caller() instanceof Caller.Agent agent)) {
      throw RefusedException.onlyFor("agents");
    }
    if (shown.show() == Show.OFFLINE) {
      presences.leave(agent, shown.computer(), speaker.connection());
    } else if (connections.noteComputer(agent, speaker.connection(), shown.computer())) {
      // Noted first: the end of a connection takes out of the rooms what it has noted.
      Presence presence =
          PresenceStore.shown(
              agent.card(),
              shown.computer(),
              speaker.connection(),
              shown.show(),
              clock.instant().plus(ConnectionStore.KEPT));
      for (RoomId room : agent.shownIn()) {
        presences.put(agent.tenant(), room, presence);
      }
      // An end that came between found nobody in the rooms yet.
      if (!connections.isOpen(agent, speaker.connection())) {
        presences.leave(agent, shown.computer(), speaker.connection());
      }
    }
    return Reply.presence(shown.cid(), shown.show());
  }
}
