package app.firstbell.access;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.key.Reach;
import app.firstbell.key.Scope;
import app.firstbell.organization.TenantId;
import java.util.Set;

/// What an actor whom the [Policy] has let in may hand on to others: nobody gives what they do not
/// have, so that "manage agents" is no way to become an administrator.
public final class Grants {
  private Grants() {}

  /// Whether the actor may give these permissions (or take them away) in the organization.
  public static boolean mayGive(Actor actor, TenantId organization, Set<Permission> permissions) {
    return isAboveOrAdministrator(actor, organization)
        || switch (actor) {
          case Actor.Member member -> permissions.stream().allMatch(member::holds);
          case Actor.Key key -> permissions.stream().allMatch(one -> covers(key.scopes(), one));
          case Actor.Anonymous _, Actor.Visitor _, Actor.Support _ -> false;
        };
  }

  /// Whether the actor may make or unmake a member of this role, or change one who has it.
  public static boolean mayChange(Actor actor, TenantId organization, Role role) {
    return role == Role.MEMBER || isAboveOrAdministrator(actor, organization);
  }

  /// Whether the actor may make a key with the scope: one that the actor could act without.
  public static boolean mayGive(Actor actor, Scope scope) {
    return actor instanceof Actor.Member member && member.holds(needed(scope));
  }

  /// How far a key reaches that the actor makes: to customers only if the actor does.
  public static Reach reach(Actor actor) {
    return actor instanceof Actor.Member member && member.holds(Permission.MANAGE_CUSTOMERS)
        ? Reach.CUSTOMERS
        : Reach.OWN;
  }

  /// The permission by which a member does what a key does by the scope.
  public static Permission needed(Scope scope) {
    return switch (scope) {
      case ORGANIZATIONS_READ, ORGANIZATIONS_WRITE -> Permission.MANAGE_SETTINGS;
      case MEMBERS_READ, MEMBERS_WRITE -> Permission.MANAGE_AGENTS;
      case ROOMS_READ, ROOMS_WRITE -> Permission.MANAGE_ROOMS;
      case AUDIT_READ -> Permission.VIEW_AUDIT;
      case BILLING_READ, BILLING_WRITE -> Permission.MANAGE_BILLING;
    };
  }

  private static boolean covers(Set<Scope> scopes, Permission permission) {
    return switch (permission) {
      case ANSWER_CHATS -> true;
      case MANAGE_AGENTS -> scopes.contains(Scope.MEMBERS_WRITE);
      case MANAGE_ROOMS -> scopes.contains(Scope.ROOMS_WRITE);
      case MANAGE_SETTINGS -> scopes.contains(Scope.ORGANIZATIONS_WRITE);
      case VIEW_AUDIT -> scopes.contains(Scope.AUDIT_READ);
      case MANAGE_KEYS, MANAGE_BILLING, MANAGE_CUSTOMERS, ANSWER_AS_OPERATOR -> false;
    };
  }

  /// A parent's people and keys, support, an administrator.
  private static boolean isAboveOrAdministrator(Actor actor, TenantId organization) {
    return switch (actor) {
      case Actor.Anonymous _, Actor.Visitor _ -> false;
      case Actor.Support support -> support.customer().equals(organization);
      case Actor.Member member ->
          !member.tenant().equals(organization) || member.role() == Role.ADMIN;
      case Actor.Key key -> !key.tenant().equals(organization);
    };
  }
}
