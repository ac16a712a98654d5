package app.firstbell.identity;

import app.firstbell.agent.AgentCard;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.util.Set;

/// Who speaks, as a ticket proved it; never as a frame's body says.
public sealed interface Caller {
  TenantId tenant();

  Limits limits();

  Party party();

  /// The visitor's or the agent's id.
  String id();

  record Visitor(TenantId tenant, VisitorId visitor, Limits limits) implements Caller {
    @Override
    public Party party() {
      return Party.VISITOR;
    }

    @Override
    public String id() {
      return visitor.value();
    }
  }

  /// @param rooms the rooms that ring this agent
  /// @param seat the session and the computer, and what the agent may do
  record Agent(TenantId tenant, AgentCard card, Set<RoomId> rooms, Limits limits, Seat seat)
      implements Caller {
    public Agent {
      rooms = Set.copyOf(rooms);
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
