package app.firstbell.agent;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a member is and may do in the organization.
///
/// @param permissions what was given one by one; see [#effective()]
/// @param portalAccess whether the member may sign in at all (P3)
public record Standing(
    Role role, Set<Permission> permissions, MemberStatus status, boolean portalAccess) {
  public Standing {
    permissions = ordered(permissions);
  }

  /// An agent who answers chats, and no more.
  public static final Standing AGENT =
      new Standing(Role.MEMBER, Set.of(Permission.ANSWER_CHATS), MemberStatus.ACTIVE, true);

  /// The permissions that count: an administrator holds all of them.
  public Set<Permission> effective() {
    return role == Role.ADMIN ? ordered(EnumSet.allOf(Permission.class)) : permissions;
  }

  public boolean holds(Permission permission) {
    return effective().contains(permission);
  }

  /// Whether the member may come in by a password.
  public boolean maySignIn() {
    return status == MemberStatus.ACTIVE && portalAccess;
  }

  /// Whether the member may come in now, or as soon as the invitation is accepted.
  public boolean maySignInOnce() {
    return (status == MemberStatus.ACTIVE || status == MemberStatus.INVITED) && portalAccess;
  }

  /// Whether the member was invited, and may accept.
  public boolean mayAccept() {
    return status == MemberStatus.INVITED && portalAccess;
  }

  public Standing with(Role other) {
    return new Standing(other, permissions, status, portalAccess);
  }

  public Standing with(Set<Permission> others) {
    return new Standing(role, others, status, portalAccess);
  }

  public Standing with(MemberStatus other) {
    return new Standing(role, permissions, other, portalAccess);
  }

  public Standing withPortalAccess(boolean access) {
    return new Standing(role, permissions, status, access);
  }

  private static Set<Permission> ordered(Collection<Permission> permissions) {
    EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
    set.addAll(permissions);
    return Collections.unmodifiableSet(set);
  }
}
