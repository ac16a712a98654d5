package app.firstbell.chat;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.identity.Party;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A chat without its log.
///
/// @param rung agents who were rung
/// @param seq the number of the last state change in the log; messages go on from there
/// @param operators who were rung beside the organization's own agents; null when nobody was
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
    long seq,
    @Nullable Operators operators) {

  /// A chat that only the organization's own agents were rung for.
  public Head(
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
    this(tenant, id, room, lead, startedAt, rung, stage, visitor, agent, seq, null);
  }

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

  /// Whether the operators of `home` were rung.
  public boolean isFor(TenantId home) {
    return operators != null && operators.home().equals(home);
  }

  /// The operator who has, or had, the chat: their own organization and their id in it.
  public Optional<Operator> operator() {
    AgentCard card = stage.agent();
    return card == null || operators == null
        ? Optional.empty()
        : card.id().at(operators.home()).map(own -> new Operator(operators.home(), own));
  }

  /// An operator, as they are known at home.
  public record Operator(TenantId home, AgentId agent) {}

  /// The same chat at another stage, reached by the entry `seq`.
  public Head at(Stage next, long seq) {
    return new Head(tenant, id, room, lead, startedAt, rung, next, visitor, agent, seq, operators);
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
        seq,
        operators);
  }
}
