package app.firstbell.identity;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.Permission;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who speaks, as a ticket proved it; never as a frame's body says.
public sealed interface Caller {
  TenantId tenant();

  Limits limits();

  Party party();

  /// The visitor's or the agent's id.
  String id();

  /// The same person as their connection knows them: an operator in their own organization.
  Caller atHome();

  record Visitor(TenantId tenant, VisitorId visitor, Limits limits) implements Caller {
    @Override
    public Party party() {
      return Party.VISITOR;
    }

    @Override
    public String id() {
      return visitor.value();
    }

    @Override
    public Caller atHome() {
      return this;
    }
  }

  /// @param tenant the organization whose chats are spoken of
  /// @param rooms the rooms of it that ring this agent
  /// @param seat the session and the computer, and what the agent may do
  /// @param home the operator's own organization, when the agent speaks as an operator; null for an
  ///   agent of `tenant` itself
  record Agent(
      TenantId tenant,
      AgentCard card,
      Set<RoomId> rooms,
      Limits limits,
      Seat seat,
      @Nullable TenantId home)
      implements Caller {
    public Agent {
      rooms = Set.copyOf(rooms);
    }

    /// An agent of the organization itself.
    public Agent(TenantId tenant, AgentCard card, Set<RoomId> rooms, Limits limits, Seat seat) {
      this(tenant, card, rooms, limits, seat, null);
    }

    public boolean isOperator() {
      return home != null;
    }

    /// Whether this agent, at home, may answer other organizations' chats.
    public boolean mayOperate() {
      return home == null && seat.permissions().contains(Permission.ANSWER_AS_OPERATOR);
    }

    /// The same agent before a chat of another organization. What they are at home counts nothing
    /// there: they have no room, and may look into nothing.
    ///
    /// @throws IllegalStateException unless they may operate
    public Agent operatorOf(TenantId organization) {
      if (!mayOperate()) {
        throw new IllegalStateException("expected an agent who may answer as an operator");
      }
      return new Agent(
          organization,
          card.with(card.id().operatorOf(tenant)),
          Set.of(),
          limits,
          seat.withoutRights(),
          tenant);
    }

    @Override
    public Agent atHome() {
      return home == null
          ? this
          : new Agent(
              home, card.with(card.id().at(home).orElseThrow()), Set.of(), limits, seat, null);
    }

    /// The rooms in which this agent is shown: those that ring, and for an operator the one of
    /// operators.
    public Set<RoomId> shownIn() {
      if (!mayOperate()) {
        return rooms;
      }
      Set<RoomId> all = new HashSet<>(rooms);
      all.add(RoomId.OPERATORS);
      return all;
    }

    @Override
    public Party party() {
      return Party.AGENT;
    }

    @Override
    public String id() {
      return card.id().value();
    }
  }
}
