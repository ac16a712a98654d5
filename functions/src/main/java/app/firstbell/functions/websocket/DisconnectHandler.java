package app.firstbell.functions.websocket;

import app.firstbell.chat.Attending;
import app.firstbell.chat.ChatAddress;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.presence.Connection;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.PresenceStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.Instant;

/// A connection has ended: it rings no more, and the chats it was in know it. API Gateway delivers
/// this at best once; what is missed here is found by the first post that meets 410.
public final class DisconnectHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final ConnectionStore connections;
  private final PresenceStore presences;
  private final Attending attending;
  private final ChatPosts posts;

  public DisconnectHandler() {
    this(ChatParts.ofEnvironment());
  }

  public DisconnectHandler(ChatParts parts) {
    this.connections = parts.connections();
    this.presences = parts.presences();
    this.attending = parts.attending();
    this.posts = parts.chatPosts();
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return Telemetry.logged(
        context,
        event.getRequestContext().getConnectionId(),
        () -> {
          Speaker speaker = Speaker.of(event.getRequestContext());
          connections
              .close(speaker.caller(), speaker.connection())
              .ifPresent(connection -> ended(speaker, connection));
          APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
          response.setStatusCode(200);
          return response;
        });
  }

  private void ended(Speaker speaker, Connection connection) {
    if (speaker.caller() instanceof Caller.Agent agent) {
      connection
          .computer()
          .ifPresent(computer -> presences.leave(agent, computer, speaker.connection()));
    }
    connection.chats().stream()
        // In one order always, that a simulated run can be repeated.
        .sorted()
        .forEach(chat -> leave(speaker, ChatAddress.noted(speaker.caller().tenant(), chat)));
  }

  private void leave(Speaker speaker, ChatAddress chat) {
    Party party = speaker.caller().party();
    attending
        .leave(chat.tenant(), chat.chat(), party, speaker.connection())
        .ifPresent(departed -> {
          Instant since = departed.lostSince();
          if (since != null) {
            posts.toParty(departed.head(), party.other(), Push.gone(chat.chat(), party, since));
          }
        });
  }
}
