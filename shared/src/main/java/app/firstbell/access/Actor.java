package app.firstbell.access;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.identity.SessionId;
import app.firstbell.key.Reach;
import app.firstbell.key.Scope;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.time.Instant;
import java.util.Set;

/// Who acts, as their credentials proved it; never as a request's body says.
public sealed interface Actor {
  /// Nobody who is known.
  record Anonymous() implements Actor {}

  /// Somebody on an organization's site.
  record Visitor(TenantId tenant, VisitorId id) implements Actor {}

  /// A member who is signed in.
  ///
  /// @param organization the name of the member's organization, as the audit log shows it
  record Member(
      TenantId tenant,
      OrganizationKind kind,
      String organization,
      AgentId id,
      String name,
      Role role,
      Set<Permission> permissions,
      SessionId session)
      implements Actor {
    public Member {
      permissions = Set.copyOf(permissions);
    }

    /// Whether this member holds a permission; an administrator holds all.
    public boolean holds(Permission permission) {
      return role == Role.ADMIN || permissions.contains(permission);
    }
  }

  /// A member of a reseller or of the platform who has logged in as a customer (P7).
  ///
  /// @param customer whose organization was entered
  /// @param customerName its name
  /// @param by who entered it; their `session` is the support session's own
  /// @param until when it ends by itself
  record Support(
      TenantId customer,
      String customerName,
      Member by,
      String reason,
      SessionId session,
      Instant until)
      implements Actor {}

  /// A program with an API key.
  ///
  /// @param organization the name of the key's organization
  /// @param name what the key's maker called it
  /// @param reach whether its maker could act on the organization's customers
  record Key(
      TenantId tenant,
      OrganizationKind kind,
      String organization,
      String id,
      String name,
      Set<Scope> scopes,
      Reach reach)
      implements Actor {
    public Key {
      scopes = Set.copyOf(scopes);
    }
  }
}
