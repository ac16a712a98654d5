package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.ChatLists;
import app.firstbell.chat.Head;
import app.firstbell.chat.StageStore;
import app.firstbell.identity.Caller;
import java.util.List;
import java.util.Optional;

/// Answers `lists`: the chats that concern a caller.
final class Listings {
  private final ChatLists lists;
  private final StageStore stages;

  Listings(ChatParts parts) {
    this.lists = parts.lists();
    this.stages = parts.stages();
  }

  String lists(Caller caller, String cid) {
    return switch (caller) {
      case Caller.Visitor visitor -> visitorsLists(visitor, cid);
      case Caller.Agent agent -> agentsLists(agent, cid);
    };
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
