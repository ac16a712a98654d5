package app.firstbell.organization;

import app.firstbell.agent.AgentId;
import java.util.List;

/// Which subscriptions are assigned to a member: they do not move when an organization changes its
/// owner, and are listed to be assigned again (P6).
@FunctionalInterface
public interface Assignments {
  /// There are no subscriptions yet, so none is assigned.
  Assignments NONE = (tenant, member) -> List.of();

  /// The names of what is assigned to a member.
  List<String> of(TenantId tenant, AgentId member);
}
