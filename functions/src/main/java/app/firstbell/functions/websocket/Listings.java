package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.ChatAddress;
import app.firstbell.chat.ChatLists;
import app.firstbell.chat.Head;
import app.firstbell.chat.Stage;
import app.firstbell.chat.StageStore;
import app.firstbell.identity.Caller;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Answers `lists`: the chats that concern a caller.
final class Listings {
  private final ChatLists lists;
  private final StageStore stages;

  private final InstantSource clock;

  Listings(ChatParts parts) {
    this.lists = parts.lists();
    this.stages = parts.stages();
    this.clock = parts.clock();
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
        ringing(agent),
        lists.open(agent.tenant(), agent.card().id()),
        ofRooms(agent, lists.missed(agent.tenant())));
  }

  /// Newest first. An operator's own organization and the others' are one list.
  private List<Head> ringing(Caller.Agent agent) {
    List<Head> own = ofRooms(agent, lists.ringing(agent.tenant()));
    return agent.mayOperate()
        ? Stream.concat(own.stream(), others(agent))
            .sorted(Comparator.comparing(Head::startedAt).reversed())
            .toList()
        : own;
  }

  private Stream<Head> others(Caller.Agent agent) {
    return lists.operatorRings(agent.tenant(), clock.instant()).stream()
        .flatMap(chat ->
            head(chat)
                .filter(head -> head.stage() instanceof Stage.Ringing)
                .filter(head -> head.isFor(agent.tenant()))
                .stream());
  }

  private Optional<Head> head(ChatAddress chat) {
    TenantScope.read(Set.of(chat.tenant()), Proof.OPERATORS);
    return stages.head(chat.tenant(), chat.chat());
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
