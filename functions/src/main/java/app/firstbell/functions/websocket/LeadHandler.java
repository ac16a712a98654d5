package app.firstbell.functions.websocket;

import app.firstbell.chat.Afterwards;
import app.firstbell.chat.Attending;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.Stage;
import app.firstbell.chat.StageStore;
import app.firstbell.chat.Starting;
import app.firstbell.chat.Writing;
import app.firstbell.chat.Written;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.notice.Notice;
import app.firstbell.notice.Notices;
import app.firstbell.notice.SqsNotices;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Room;
import app.firstbell.presence.ConnectionStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.List;

/// A visitor asks: the room rings. Or, when nobody came, leaves an address.
public final class LeadHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private static final int PAGE = 100;
  private final FrameEdge edge;
  private final OrganizationStore organizations;
  private final Starting starting;
  private final Afterwards afterwards;
  private final Writing writing;
  private final StageStore stages;
  private final ChatLog log;
  private final Joins joins;
  private final ConnectionStore connections;
  private final Attending attending;
  private final ChatPosts chat;
  private final RoomPosts room;
  private final Notices notices;

  public LeadHandler() {
    this(
        ChatParts.ofEnvironment(),
        new OrganizationStore(
            Environment.enhanced(Environment.dynamoDb()), Environment.variable("ACCOUNTS_TABLE")),
        new SqsNotices(Environment.sqs(), Environment.variable("NOTICES_QUEUE_URL")));
  }

  public LeadHandler(ChatParts parts, OrganizationStore organizations, Notices notices) {
    this.edge = FrameEdge.refusing(parts.clock());
    this.organizations = organizations;
    this.starting = parts.starting();
    this.afterwards = parts.afterwards();
    this.writing = parts.writing();
    this.stages = parts.stages();
    this.log = parts.log();
    this.joins = new Joins(parts);
    this.connections = parts.connections();
    this.attending = parts.attending();
    this.chat = parts.chatPosts();
    this.room = parts.roomPosts();
    this.notices = notices;
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
      case Frame.Start start -> start(speaker, visitor, start);
      case Frame.Leave leave -> leave(visitor, leave);
      default -> throw FrameDecoder.unknown("");
    };
  }

  private String start(Speaker speaker, Caller.Visitor visitor, Frame.Start frame) {
    Room asked =
        organizations
            .room(visitor.tenant(), frame.room())
            .orElseThrow(() -> RefusedException.field("room", "room: there is no such room here"));
    return switch (starting.start(visitor, speaker.connection(), asked, frame.request())) {
      case Starting.Started.Opened opened -> {
        Head head = opened.head();
        if (!connections.noteChat(visitor, speaker.connection(), head.id().value())) {
          // The visitor went while this ran, and their connection's end did not know of the chat.
          attending.leave(head.tenant(), head.id(), Party.VISITOR, speaker.connection());
        }
        room.to(
            head.tenant(),
            head.room().id(),
            opened.rings(),
            Push.ring(head, opened.entries().getLast().seq()));
        Telemetry.count("Chats", head.stage().word());
        yield Reply.opened("started", frame.cid(), head, opened.entries());
      }
      case Starting.Started.Repeated repeated -> found(speaker, frame.cid(), repeated.chat());
      case Starting.Started.HasOpen open -> {
        // Another tab of the visitor was first: what was typed here goes into that chat, once.
        Written written =
            writing.write(visitor, open.chat(), 0, frame.cid(), frame.request().text());
        if (written instanceof Written.Stored stored) {
          chat.toOthers(
              stored.head(), speaker.connection(), Push.entry(open.chat(), stored.entry()));
        }
        yield found(speaker, frame.cid(), open.chat());
      }
    };
  }

  private String found(Speaker speaker, String cid, ChatId id) {
    Head head = stages.head(speaker.caller().tenant(), id).orElseThrow(RefusedException::notFound);
    Head joined = joins.join(speaker, head);
    return Reply.opened("started", cid, joined, log.entries(head.tenant(), id, 0, PAGE));
  }

  private String leave(Caller.Visitor visitor, Frame.Leave frame) {
    return switch (afterwards.leave(visitor, frame.chat(), frame.left())) {
      case Afterwards.Said.Now now -> {
        // First the mail, then the screens: should this function die between, the repeat below
        // sends it still.
        notices.send(new Notice.MissedLead(visitor.tenant(), frame.chat()));
        room.toConnected(
            visitor.tenant(),
            now.head().room().id(),
            _ -> true,
            Push.head(now.head(), now.entry().seq()));
        yield Reply.changed("left", frame.cid(), now.head(), now.entry());
      }
      case Afterwards.Said.Before before -> {
        notices.send(new Notice.MissedLead(visitor.tenant(), frame.chat()));
        List<Entry> entries =
            log.entries(visitor.tenant(), frame.chat(), before.head().seq() - 1, 1);
        yield Reply.changed("left", frame.cid(), before.head(), entries.getFirst());
      }
      case Afterwards.Said.WrongStage wrong ->
          throw new RefusedException(
              ErrorCode.CONFLICT,
              wrong.stage() instanceof Stage.Ended
                  ? "this chat was answered and is over"
                  : "this chat was not missed: write into it");
      case Afterwards.Said.NotFound _ -> throw RefusedException.notFound();
    };
  }
}
