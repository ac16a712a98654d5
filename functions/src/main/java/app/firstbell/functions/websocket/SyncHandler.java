package app.firstbell.functions.websocket;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/// Gives a client what it has not seen: any gap of a chat, of any age, and the chats there are.
public final class SyncHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final FrameEdge edge;
  private final Syncs syncs;
  private final Listings listings;

  public SyncHandler() {
    this(ChatParts.ofEnvironment());
  }

  public SyncHandler(ChatParts parts) {
    this.edge = new FrameEdge(parts.gate(), parts.wire());
    this.syncs = new Syncs(parts);
    this.listings = new Listings(parts);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, this::answer);
  }

  private String answer(Speaker speaker, Frame frame) {
    return switch (frame) {
      case Frame.Sync sync -> syncs.sync(speaker, sync);
      case Frame.Lists asked -> listings.lists(speaker.caller(), asked.cid());
      default -> throw FrameDecoder.unknown("");
    };
  }
}
