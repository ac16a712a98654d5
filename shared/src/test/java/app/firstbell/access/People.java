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
import java.util.Optional;
import java.util.Set;

/// A platform, two resellers with a customer each, and who works there.
final class People {
  static final TenantId PLATFORM = new TenantId("platform");
  static final TenantId HARBOR = new TenantId("harbor");
  static final TenantId OTHER = new TenantId("other");
  static final TenantId TEA = new TenantId("tea");
  static final TenantId FOREIGN = new TenantId("foreign");
  static final Target OF_TEA = new Target(TEA, Optional.of(HARBOR));
  static final Target OF_FOREIGN = new Target(FOREIGN, Optional.of(OTHER));
  static final Target OF_HARBOR = new Target(HARBOR, Optional.of(PLATFORM));
  static final SessionId SESSION = new SessionId("a".repeat(26));

  private People() {}

  static Actor.Member admin(TenantId tenant, OrganizationKind kind) {
    return new Actor.Member(
        tenant, kind, "Org", new AgentId("ada"), "Ada", Role.ADMIN, Set.of(), SESSION);
  }

  static Actor.Member member(TenantId tenant, OrganizationKind kind, Permission... permissions) {
    return new Actor.Member(
        tenant, kind, "Org", new AgentId("max"), "Max", Role.MEMBER, Set.of(permissions), SESSION);
  }

  static Actor.Support support() {
    return new Actor.Support(
        TEA,
        "Tea",
        admin(HARBOR, OrganizationKind.RESELLER),
        "asked by phone",
        SESSION,
        Instant.EPOCH);
  }

  /// A key that somebody made who holds all permissions.
  static Actor.Key key(TenantId tenant, OrganizationKind kind, Scope... scopes) {
    return key(tenant, kind, Reach.CUSTOMERS, scopes);
  }

  static Actor.Key key(TenantId tenant, OrganizationKind kind, Reach reach, Scope... scopes) {
    return new Actor.Key(tenant, kind, "Org", "k1", "CI", Set.of(scopes), reach);
  }

  static Actor.Visitor visitor(TenantId tenant) {
    return new Actor.Visitor(tenant, new VisitorId("a".repeat(26)));
  }
}
