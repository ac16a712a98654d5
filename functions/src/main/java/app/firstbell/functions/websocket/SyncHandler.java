package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.ChatLists;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.Late;
import app.firstbell.chat.LateStore;
import app.firstbell.chat.MarkStore;
import app.firstbell.chat.StageStore;
import app.firstbell.identity.Caller;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.List;
import java.util.Optional;

/// Gives a client what it has not seen, exactly: any gap, of any age. Whoever syncs their own chat
/// is in it again.
public final class SyncHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final FrameEdge edge;
  private final StageStore stages;
  private final ChatLog log;
  private final MarkStore marks;
  private final LateStore lates;
  private final ChatLists lists;
  private final Joins joins;

  public SyncHandler() {
    this(ChatParts.ofEnvironment());
  }

  public SyncHandler(ChatParts parts) {
    this.edge = FrameEdge.refusing(parts.clock());
    this.stages = parts.stages();
    this.log = parts.log();
    this.marks = parts.marks();
    this.lates = parts.lates();
    this.lists = parts.lists();
    this.joins = new Joins(parts);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    return edge.handle(event, context, this::answer);
  }

  private String answer(Speaker speaker, Frame frame) {
    return switch (frame) {
      case Frame.Sync sync -> sync(speaker, sync);
      case Frame.Lists asked ->
          switch (speaker.caller()) {
            case Caller.Visitor visitor -> visitorsLists(visitor, asked.cid());
            case Caller.Agent agent -> agentsLists(agent, asked.cid());
          };
      default -> throw FrameDecoder.unknown("");
    };
  }

  private String sync(Speaker speaker, Frame.Sync frame) {
    Caller caller = speaker.caller();
    Head found =
        stages
            .head(caller.tenant(), frame.chat())
            .filter(head -> Access.mayRead(head, caller))
            .orElseThrow(RefusedException::notFound);
    // Joined first, then read: what is written after the read is pushed to this connection, so
    // nothing lies between.
    Head head = joins.join(speaker, found);
    List<Entry> read = log.entries(caller.tenant(), frame.chat(), frame.after(), frame.limit() + 1);
    LogPage page = LogPage.of(read, frame.limit(), Math.max(frame.after(), head.seq()));
    List<Late> lateAccepts =
        caller instanceof Caller.Agent ? lates.all(caller.tenant(), frame.chat()) : List.of();
    return Reply.log(
        frame.cid(),
        new Reply.Log(
            head,
            page.entries(),
            page.last(),
            page.more(),
            marks.marks(caller.tenant(), frame.chat()),
            lateAccepts));
  }

  private String agentsLists(Caller.Agent agent, String cid) {
    return Reply.agentsLists(
        cid,
        ofRooms(agent, lists.ringing(agent.tenant())),
        lists.open(agent.tenant(), agent.card().id()),
        ofRooms(agent, lists.missed(agent.tenant())));
  }

  private String visitorsLists(Caller.Visitor visitor, String cid) {
    Optional<Head> current =
        stages
            .current(visitor.tenant(), visitor.visitor())
            .flatMap(chat -> stages.head(visitor.tenant(), chat));
    return Reply.visitorsLists(cid, current.stream().toList());
  }

  private static List<Head> ofRooms(Caller.Agent agent, List<Head> heads) {
    return heads.stream().filter(head -> Access.isOfRoom(head, agent)).toList();
  }
}
