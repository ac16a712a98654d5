package app.firstbell.functions.websocket;

import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.Writing;
import app.firstbell.chat.Written;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.Duration;

/// Writes messages: one half-priced query, one conditional put, one post to each other connection
/// in the chat.
public final class MessageHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  /// How long a writer waits who is far behind what it has itself written.
  static final Duration TOO_FAR = Duration.ofSeconds(1);

  private final FrameEdge edge;
  private final Writing writing;
  private final ChatPosts posts;

  public MessageHandler() {
    this(ChatParts.ofEnvironment());
  }

  public MessageHandler(ChatParts parts) {
    this.edge = new FrameEdge(parts.gate(), parts.wire());
    this.writing = parts.writing();
    this.posts = parts.chatPosts();
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, this::answer);
  }

  private String answer(Speaker speaker, Frame frame) {
    if (!(frame instanceof Frame.Message message)) {
      throw FrameDecoder.unknown("");
    }
    Written written =
        writing.write(
            speaker.caller(), message.chat(), message.after(), message.cid(), message.text());
    return switch (written) {
      case Written.Stored stored -> told(speaker, message, stored.head(), stored.entry());
      // The first time may have died before it told anybody; telling twice is telling once.
      case Written.Repeated repeated -> told(speaker, message, repeated.head(), repeated.entry());
      case Written.NotFound _ -> throw RefusedException.notFound();
      case Written.Over _ -> throw RefusedException.ended();
      case Written.TooFast _ -> throw RefusedException.tooFrequent(TOO_FAR);
      case Written.Ahead ahead ->
          throw new RefusedException(
              ErrorCode.CONFLICT,
              "after: the log ends at "
                  + ahead.last()
                  + ", got "
                  + message.after()
                  + "; sync first");
    };
  }

  private String told(Speaker speaker, Frame.Message message, Head head, Entry entry) {
    posts.toOthers(head, speaker.connection(), Push.entry(message.chat(), entry));
    posts.noticeLost(head, speaker.caller().party().other());
    return Reply.ack(message.cid(), message.chat(), entry);
  }
}
