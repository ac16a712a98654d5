package app.firstbell.chat;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.identity.Party;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A chat without its log.
///
/// @param rung agents who were rung
/// @param seq the number of the last state change in the log; messages go on from there
public record Head(
    TenantId tenant,
    ChatId id,
    RoomName room,
    Lead lead,
    Instant startedAt,
    int rung,
    Stage stage,
    Attendance visitor,
    Attendance agent,
    long seq) {

  public Attendance of(Party party) {
    return party == Party.VISITOR ? visitor : agent;
  }

  /// Every connection in the chat but `except`.
  public Set<ConnectionId> connectionsBut(ConnectionId except) {
    Set<ConnectionId> all = new HashSet<>(visitor.connections());
    all.addAll(agent.connections());
    all.remove(except);
    return all;
  }

  public boolean isAnsweredBy(AgentId id) {
    AgentCard card = stage.agent();
    return card != null && card.id().equals(id);
  }

  /// The same chat at another stage, reached by the entry `seq`.
  public Head at(Stage next, long seq) {
    return new Head(tenant, id, room, lead, startedAt, rung, next, visitor, agent, seq);
  }

  public Head with(Party party, Attendance attendance) {
    return new Head(
        tenant,
        id,
        room,
        lead,
        startedAt,
        rung,
        stage,
        party == Party.VISITOR ? attendance : visitor,
        party == Party.AGENT ? attendance : agent,
        seq);
  }

  public @Nullable Instant endedAt() {
    return switch (stage) {
      case Stage.Ringing _, Stage.Active _ -> null;
      case Stage.Ended ended -> ended.endedAt();
      case Stage.Missed missed -> missed.endedAt();
    };
  }
}
