package app.firstbell.organization;

import app.firstbell.access.Actor;
import app.firstbell.agent.Member;
import app.firstbell.agent.Permission;
import app.firstbell.key.Scope;
import java.util.EnumSet;
import java.util.Set;

/// Who may change which part of an organization (P2, P5, P6).
public final class Amending {
  private Amending() {}

  /// The parts of an account that are changed under different permissions.
  public enum Part {
    /// Name, country, timezone.
    GENERAL,
    SETTINGS,
    BILLING,
    PLAN
  }

  /// The parts that differ.
  public static Set<Part> parts(Account before, Account after) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (!before.name().equals(after.name()) || !before.locality().equals(after.locality())) {
      parts.add(Part.GENERAL);
    }
    if (!before.settings().equals(after.settings())) {
      parts.add(Part.SETTINGS);
    }
    if (!before.billing().equals(after.billing())) {
      parts.add(Part.BILLING);
    }
    if (!before.plan().equals(after.plan())) {
      parts.add(Part.PLAN);
    }
    return parts;
  }

  /// @throws RefusalException when the actor may change the organization, but not one of the parts
  public static void decide(Actor actor, Account before, Account after) {
    notDeleted(before);
    for (Part part : parts(before, after)) {
      if (!may(actor, before.id(), part)) {
        throw new RefusalException(
            Refusal.FORBIDDEN,
            switch (part) {
              case GENERAL, SETTINGS -> "This needs the permission manage-settings.";
              case BILLING ->
                  "This needs the permission manage-billing, of a key the scope billing:write;"
                      + " support never has it.";
              case PLAN -> "The plan is changed by the reseller or by the platform.";
            });
      }
    }
  }

  /// @throws RefusalException when the organization is deleted
  public static void notDeleted(Account account) {
    if (account.state() == OrganizationState.DELETED) {
      throw new RefusalException(
          Refusal.STATE, "The organization is deleted: it can be read, and nothing else.");
    }
  }

  /// Suspending a suspended one changes its reason.
  public static Account suspend(Account account, String reason) {
    notDeleted(account);
    return account.suspended(reason);
  }

  /// Resuming an active one changes nothing.
  public static Account resume(Account account) {
    notDeleted(account);
    return account.active();
  }

  /// @param owner the member who is to own it, as they are now
  public static Account handOver(Account account, Member owner) {
    notDeleted(account);
    if (!owner.standing().maySignIn()) {
      throw new RefusalException(
          Refusal.STATE,
          "The new owner must be an active member who may sign in; this one is "
              + owner.status().word()
              + ".");
    }
    return account.withOwner(owner.id());
  }

  /// @param parent the organization that it is to belong to
  public static Account move(Account account, Account parent) {
    notDeleted(account);
    boolean fits =
        switch (account.kind()) {
          case CUSTOMER -> parent.kind() != OrganizationKind.CUSTOMER;
          case RESELLER -> parent.kind() == OrganizationKind.PLATFORM;
          case PLATFORM -> false;
        };
    if (!fits || parent.state() != OrganizationState.ACTIVE) {
      throw new RefusalException(
          Refusal.STATE,
          "A customer belongs to an active reseller or to the platform; a reseller to the"
              + " platform.");
    }
    return account.withParent(parent.id());
  }

  private static boolean may(Actor actor, TenantId organization, Part part) {
    return switch (actor) {
      case Actor.Anonymous _, Actor.Visitor _ -> false;
      case Actor.Support _ -> part == Part.GENERAL || part == Part.SETTINGS;
      case Actor.Member member ->
          !member.tenant().equals(organization)
              || switch (part) {
                case GENERAL, SETTINGS -> member.holds(Permission.MANAGE_SETTINGS);
                case BILLING -> member.holds(Permission.MANAGE_BILLING);
                case PLAN -> isPlatform(member.kind());
              };
      case Actor.Key key ->
          !key.tenant().equals(organization)
              || switch (part) {
                // The policy has asked for organizations:write.
                case GENERAL, SETTINGS -> true;
                case BILLING -> key.scopes().contains(Scope.BILLING_WRITE);
                case PLAN -> isPlatform(key.kind());
              };
    };
  }

  /// The platform has nobody above it who could change its plan.
  private static boolean isPlatform(OrganizationKind kind) {
    return kind == OrganizationKind.PLATFORM;
  }
}
