package app.firstbell.access;

import static app.firstbell.agent.Permission.ANSWER_CHATS;
import static app.firstbell.agent.Permission.MANAGE_AGENTS;
import static app.firstbell.agent.Permission.MANAGE_BILLING;
import static app.firstbell.agent.Permission.MANAGE_CUSTOMERS;
import static app.firstbell.agent.Permission.MANAGE_KEYS;
import static app.firstbell.agent.Permission.MANAGE_ROOMS;
import static app.firstbell.agent.Permission.MANAGE_SETTINGS;
import static app.firstbell.agent.Permission.VIEW_AUDIT;
import static app.firstbell.key.Scope.AUDIT_READ;
import static app.firstbell.key.Scope.BILLING_READ;
import static app.firstbell.key.Scope.BILLING_WRITE;
import static app.firstbell.key.Scope.MEMBERS_READ;
import static app.firstbell.key.Scope.MEMBERS_WRITE;
import static app.firstbell.key.Scope.ORGANIZATIONS_READ;
import static app.firstbell.key.Scope.ORGANIZATIONS_WRITE;
import static app.firstbell.key.Scope.ROOMS_READ;
import static app.firstbell.key.Scope.ROOMS_WRITE;

import app.firstbell.agent.Permission;
import app.firstbell.key.Reach;
import app.firstbell.key.Scope;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.util.List;
import java.util.Optional;

/// The one table of who may do what. The checks of the HTTP API and of the sockets,
/// docs/permissions.md and the proof's matrix all come from it.
///
/// The table says which doors an action has; the rest of this file says who fits a door. What is
/// inside an organization (a member, a room, a key) is looked for there and nowhere else, so that
/// the organization of the path decides.
public final class Policy {
  private static final Door ANYONE = new Door.Anyone();
  private static final Door VISITOR = new Door.Visitor();
  private static final Door SELF = new Door.Self();
  private static final Door MEMBER = new Door.AnyMember();
  private static final Door RESELLER = new Door.Reseller();
  private static final Door PLATFORM = new Door.Platform();
  private static final Door SUPPORT = new Door.Support();

  private Policy() {}

  /// The doors of an action: its row in the table.
  public static List<Door> doors(Action action) {
    return switch (action) {
      case SIGN_IN, REFRESH, ASK_PASSWORD_RESET, RESET_PASSWORD -> List.of(ANYONE);
      case SIGN_UP, CONFIRM_SIGN_UP, LOOK_UP_INVITATION, ACCEPT_INVITATION -> List.of(ANYONE);
      case CONFIRM_EMAIL_CHANGE, READ_TERMS, SHOW_PHOTO -> List.of(ANYONE);
      case MAKE_VISITOR, SHOW_SITE -> List.of(ANYONE);
      // The link itself says for whom.
      case LOOK_UP_RENEWAL, ORDER_RENEWAL -> List.of(ANYONE);

      case READ_CURRENT_SESSION, SIGN_OUT -> List.of(SELF, SUPPORT);
      case LIST_SESSIONS, REVOKE_SESSION, CHANGE_PASSWORD -> List.of(SELF);
      case READ_PROFILE, EDIT_PROFILE, UPLOAD_PHOTO, REMOVE_PHOTO -> List.of(SELF);
      case ISSUE_TICKET -> List.of(SELF, VISITOR);

      case CREATE_ORGANIZATION -> List.of(RESELLER, PLATFORM, key(ORGANIZATIONS_WRITE));
      case LIST_ORGANIZATIONS -> List.of(RESELLER, PLATFORM, key(ORGANIZATIONS_READ));
      case READ_ORGANIZATION ->
          List.of(
              holder(MANAGE_SETTINGS),
              holder(MANAGE_BILLING),
              RESELLER,
              PLATFORM,
              SUPPORT,
              key(ORGANIZATIONS_READ));
      case EDIT_ORGANIZATION ->
          List.of(
              holder(MANAGE_SETTINGS),
              holder(MANAGE_BILLING),
              RESELLER,
              PLATFORM,
              SUPPORT,
              key(ORGANIZATIONS_WRITE));
      case DELETE_ORGANIZATION, SUSPEND_ORGANIZATION, RESUME_ORGANIZATION, CHANGE_OWNER ->
          List.of(RESELLER, PLATFORM, key(ORGANIZATIONS_WRITE));
      case CHANGE_PARENT -> List.of(PLATFORM, key(ORGANIZATIONS_WRITE));
      case READ_BALANCE ->
          List.of(holder(MANAGE_BILLING), RESELLER, PLATFORM, SUPPORT, key(BILLING_READ));
      case ACCEPT_TERMS -> List.of(holder(MANAGE_SETTINGS));

      case READ_LEDGER, EXPORT_LEDGER, LIST_PURCHASES ->
          List.of(holder(MANAGE_BILLING), RESELLER, PLATFORM, SUPPORT, key(BILLING_READ));
      case READ_USE, EXPORT_USE, READ_ENTITLEMENTS, LIST_PACKS ->
          List.of(MEMBER, RESELLER, PLATFORM, SUPPORT, key(BILLING_READ));
      // Nobody posts to their own account: whoever receives the money says so.
      case TOP_UP, WITHDRAW, PAY_DEBT, SET_CREDIT_LIMIT, REVERSE_POSTING ->
          List.of(RESELLER, PLATFORM, key(BILLING_WRITE));
      case GRANT_CREDITS, WITHDRAW_CREDITS, SET_PACKAGE, PAY_FEE, RECEIVE_PURCHASE ->
          List.of(RESELLER, PLATFORM, key(BILLING_WRITE));
      case ORDER_PACK -> List.of(holder(MANAGE_BILLING), key(BILLING_WRITE));
      case CANCEL_PURCHASE, SET_THRESHOLD ->
          List.of(holder(MANAGE_BILLING), RESELLER, PLATFORM, key(BILLING_WRITE));

      case LIST_MEMBERS, READ_MEMBER ->
          List.of(
              holder(MANAGE_AGENTS),
              holder(MANAGE_ROOMS),
              RESELLER,
              PLATFORM,
              SUPPORT,
              key(MEMBERS_READ));
      case INVITE_MEMBER, DELETE_MEMBER, INVITE_AGAIN, MAIL_PASSWORD_RESET ->
          List.of(holder(MANAGE_AGENTS), RESELLER, PLATFORM, key(MEMBERS_WRITE));
      case EDIT_MEMBER, SET_PERMISSIONS ->
          List.of(holder(MANAGE_AGENTS), RESELLER, PLATFORM, SUPPORT, key(MEMBERS_WRITE));

      // A profile is private: closed to support, as all that is a person's own.
      case READ_MEMBERS_PROFILE ->
          List.of(holder(MANAGE_AGENTS), RESELLER, PLATFORM, key(MEMBERS_READ));
      case EDIT_MEMBERS_PROFILE, UPLOAD_MEMBERS_PHOTO, REMOVE_MEMBERS_PHOTO ->
          List.of(holder(MANAGE_AGENTS), RESELLER, PLATFORM, key(MEMBERS_WRITE));

      case LIST_ROOMS, READ_ROOM -> List.of(MEMBER, SUPPORT, key(ROOMS_READ));
      case CREATE_ROOM, EDIT_ROOM, DELETE_ROOM, SET_ROOM_AGENTS ->
          List.of(holder(MANAGE_ROOMS), SUPPORT, key(ROOMS_WRITE));

      case LIST_KEYS -> List.of(holder(MANAGE_KEYS), SUPPORT);
      case CREATE_KEY, DELETE_KEY -> List.of(holder(MANAGE_KEYS));
      case ENTER_AS_SUPPORT -> List.of(RESELLER, PLATFORM);
      case READ_AUDIT, EXPORT_AUDIT, VERIFY_AUDIT ->
          List.of(holder(VIEW_AUDIT), SUPPORT, key(AUDIT_READ));

      case START, LEAVE, RATE, TRANSCRIPT -> List.of(VISITOR);
      case ACCEPT, DECLINE, PRESENCE -> List.of(holder(ANSWER_CHATS));
      case MESSAGE, SYNC, LISTS, TYPING, MARK, END -> List.of(VISITOR, holder(ANSWER_CHATS));
      case PING -> List.of(VISITOR, MEMBER);
    };
  }

  /// Whether an action needs no credentials at all.
  public static boolean isOpenToAnyone(Action action) {
    return doors(action).contains(ANYONE);
  }

  /// Decides.
  ///
  /// @param target the organization that the path names, as it is stored; empty when there is none
  ///   of that id. Actions that name no organization are decided without it.
  public static Decision decide(Actor actor, Action action, Optional<Target> target) {
    List<Door> doors = doors(action);
    if (isOpenToAnyone(action)) {
      return Decision.ALLOWED;
    }
    if (actor instanceof Actor.Anonymous) {
      return Decision.UNAUTHENTICATED;
    }
    Standing standing =
        switch (action.subject()) {
          case NONE, SELF -> Standing.OWN;
          case CUSTOMERS -> ofCustomers(actor);
          case ORGANIZATION -> target.map(it -> of(actor, it)).orElse(Standing.STRANGER);
        };
    if (standing == Standing.STRANGER) {
      return Decision.ABSENT;
    }
    boolean isOpen =
        actor instanceof Actor.Key key
            ? opens(doors, key, standing)
            : doors.stream().anyMatch(door -> fits(actor, door, standing));
    return isOpen ? Decision.ALLOWED : Decision.FORBIDDEN;
  }

  /// How an actor stands to an organization.
  private enum Standing {
    OWN,
    /// Works for the parent.
    PARENT,
    /// Works for the platform, which is not the parent.
    PLATFORM,
    /// Is in the customers' list of an organization that can have none, or may not see it.
    NOT_PERMITTED,
    STRANGER
  }

  private static Standing of(Actor actor, Target target) {
    TenantId organization = target.organization();
    return switch (actor) {
      case Actor.Anonymous _ -> Standing.STRANGER;
      case Actor.Visitor visitor -> ownOrStranger(visitor.tenant(), organization);
      case Actor.Support support -> ownOrStranger(support.customer(), organization);
      case Actor.Member member ->
          member.tenant().equals(organization)
              ? Standing.OWN
              : member.holds(MANAGE_CUSTOMERS)
                  ? above(member.tenant(), member.kind(), target)
                  : Standing.STRANGER;
      case Actor.Key key ->
          key.tenant().equals(organization)
              ? Standing.OWN
              : key.reach() == Reach.CUSTOMERS
                  ? above(key.tenant(), key.kind(), target)
                  : Standing.STRANGER;
    };
  }

  private static Standing ownOrStranger(TenantId own, TenantId organization) {
    return own.equals(organization) ? Standing.OWN : Standing.STRANGER;
  }

  private static Standing above(TenantId tenant, OrganizationKind kind, Target target) {
    return switch (kind) {
      case CUSTOMER -> Standing.STRANGER;
      case RESELLER ->
          target.parent().equals(Optional.of(tenant)) ? Standing.PARENT : Standing.STRANGER;
      case PLATFORM ->
          target.parent().equals(Optional.of(tenant)) ? Standing.PARENT : Standing.PLATFORM;
    };
  }

  private static Standing ofCustomers(Actor actor) {
    return switch (actor) {
      case Actor.Member member when member.holds(MANAGE_CUSTOMERS) -> ofKind(member.kind());
      case Actor.Key key when key.reach() == Reach.CUSTOMERS -> ofKind(key.kind());
      case Actor.Anonymous _, Actor.Visitor _, Actor.Support _, Actor.Member _, Actor.Key _ ->
          Standing.NOT_PERMITTED;
    };
  }

  private static Standing ofKind(OrganizationKind kind) {
    return switch (kind) {
      case CUSTOMER -> Standing.NOT_PERMITTED;
      case RESELLER, PLATFORM -> Standing.PARENT;
    };
  }

  /// A key needs the scope, and a door by which a person who stands where it does could enter.
  private static boolean opens(List<Door> doors, Actor.Key key, Standing standing) {
    return doors.stream()
            .anyMatch(door -> door instanceof Door.Key k && key.scopes().contains(k.scope()))
        && doors.stream().anyMatch(door -> isWhere(door, standing, key.kind()));
  }

  private static boolean isWhere(Door door, Standing standing, OrganizationKind kind) {
    return switch (door) {
      case Door.AnyMember _, Door.Holder _ -> standing == Standing.OWN;
      case Door.Reseller _ -> standing == Standing.PARENT;
      case Door.Platform _ -> isOfPlatform(standing, kind);
      case Door.Anyone _, Door.Visitor _, Door.Self _, Door.Support _, Door.Key _ -> false;
    };
  }

  private static boolean fits(Actor actor, Door door, Standing standing) {
    return switch (door) {
      case Door.Anyone _ -> true;
      case Door.Visitor _ -> actor instanceof Actor.Visitor && standing == Standing.OWN;
      case Door.Support _ -> actor instanceof Actor.Support && standing == Standing.OWN;
      case Door.Self _, Door.AnyMember _ ->
          actor instanceof Actor.Member && standing == Standing.OWN;
      case Door.Holder holder ->
          actor instanceof Actor.Member member
              && standing == Standing.OWN
              && member.holds(holder.permission());
      case Door.Reseller _ -> actor instanceof Actor.Member && standing == Standing.PARENT;
      case Door.Platform _ ->
          actor instanceof Actor.Member member && isOfPlatform(standing, member.kind());
      case Door.Key _ -> false;
    };
  }

  private static boolean isOfPlatform(Standing standing, OrganizationKind kind) {
    return standing == Standing.PLATFORM
        || (standing == Standing.PARENT && kind == OrganizationKind.PLATFORM);
  }

  private static Door holder(Permission permission) {
    return new Door.Holder(permission);
  }

  private static Door key(Scope scope) {
    return new Door.Key(scope);
  }
}
