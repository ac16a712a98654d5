package app.firstbell.access;

import static app.firstbell.access.Decision.ABSENT;
import static app.firstbell.access.Decision.ALLOWED;
import static app.firstbell.access.Decision.FORBIDDEN;
import static app.firstbell.access.Decision.UNAUTHENTICATED;
import static app.firstbell.organization.OrganizationKind.CUSTOMER;
import static app.firstbell.organization.OrganizationKind.PLATFORM;
import static app.firstbell.organization.OrganizationKind.RESELLER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.key.Reach;
import app.firstbell.key.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final Actor NOBODY = new Actor.Anonymous();

  private static Decision decide(Actor actor, Action action, Target target) {
    return Policy.decide(actor, action, Optional.of(target));
  }

  private static List<Action> about(Action.Subject subject) {
    return Arrays.stream(Action.values()).filter(action -> action.subject() == subject).toList();
  }

  @Test
  void everyActionHasADoorAndARouteOfItsOwn() {
    for (Action action : Action.values()) {
      assertFalse(Policy.doors(action).isEmpty(), action.name());
      assertEquals(Optional.of(action), Action.of(action.routeKey()));
      assertEquals(
          action.routeKey().contains("{organization}"),
          action.subject() == Action.Subject.ORGANIZATION,
          action.name());
    }
  }

  @Test
  void whoIsNotSignedInIsAskedTo() {
    assertEquals(UNAUTHENTICATED, decide(NOBODY, Action.READ_ORGANIZATION, People.OF_TEA));
    assertEquals(UNAUTHENTICATED, Policy.decide(NOBODY, Action.READ_PROFILE, Optional.empty()));
    assertEquals(ALLOWED, Policy.decide(NOBODY, Action.SIGN_IN, Optional.empty()));
  }

  @Test
  void anotherOrganizationAndNoneAreTheSameToEverybody() {
    for (Action action : about(Action.Subject.ORGANIZATION)) {
      for (Actor actor :
          List.of(
              People.admin(People.TEA, CUSTOMER),
              People.admin(People.HARBOR, RESELLER),
              People.visitor(People.TEA),
              People.support(),
              People.key(People.TEA, CUSTOMER, Scope.values()),
              People.key(People.HARBOR, RESELLER, Scope.values()))) {
        assertEquals(ABSENT, decide(actor, action, People.OF_FOREIGN), action + " " + actor);
        assertEquals(ABSENT, Policy.decide(actor, action, Optional.empty()), action + " " + actor);
      }
    }
  }

  @Test
  void anAdministratorHoldsEveryPermissionAndAMemberEachAsGiven() {
    assertEquals(
        ALLOWED, decide(People.admin(People.TEA, CUSTOMER), Action.CREATE_KEY, People.OF_TEA));
    Actor rooms = People.member(People.TEA, CUSTOMER, Permission.MANAGE_ROOMS);
    assertEquals(ALLOWED, decide(rooms, Action.CREATE_ROOM, People.OF_TEA));
    assertEquals(FORBIDDEN, decide(rooms, Action.CREATE_KEY, People.OF_TEA));
    assertEquals(FORBIDDEN, decide(rooms, Action.SUSPEND_ORGANIZATION, People.OF_TEA));
  }

  @Test
  void aResellerActsOnItsOwnCustomersAndThePlatformOnAll() {
    Actor reseller = People.member(People.HARBOR, RESELLER, Permission.MANAGE_CUSTOMERS);
    Actor platform = People.admin(People.PLATFORM, PLATFORM);
    for (Actor actor : List.of(reseller, platform)) {
      assertEquals(ALLOWED, decide(actor, Action.SUSPEND_ORGANIZATION, People.OF_TEA));
      assertEquals(ALLOWED, Policy.decide(actor, Action.CREATE_ORGANIZATION, Optional.empty()));
    }
    assertEquals(ALLOWED, decide(platform, Action.SUSPEND_ORGANIZATION, People.OF_FOREIGN));
    assertEquals(ALLOWED, decide(platform, Action.CHANGE_PARENT, People.OF_TEA));
    assertEquals(FORBIDDEN, decide(reseller, Action.CHANGE_PARENT, People.OF_TEA));
    Actor resellers = People.key(People.HARBOR, RESELLER, Scope.ORGANIZATIONS_WRITE);
    Actor platforms = People.key(People.PLATFORM, PLATFORM, Scope.ORGANIZATIONS_WRITE);
    assertEquals(FORBIDDEN, decide(resellers, Action.CHANGE_PARENT, People.OF_TEA));
    assertEquals(ALLOWED, decide(platforms, Action.CHANGE_PARENT, People.OF_TEA));
    assertEquals(FORBIDDEN, decide(reseller, Action.CREATE_ROOM, People.OF_TEA));
    Actor clerk = People.member(People.HARBOR, RESELLER, Permission.MANAGE_AGENTS);
    assertEquals(ABSENT, decide(clerk, Action.READ_ORGANIZATION, People.OF_TEA));
    assertEquals(FORBIDDEN, Policy.decide(clerk, Action.LIST_ORGANIZATIONS, Optional.empty()));
  }

  @Test
  void manageCustomersMeansNothingInACustomersOrganization() {
    Actor admin = People.admin(People.TEA, CUSTOMER);
    assertEquals(FORBIDDEN, Policy.decide(admin, Action.CREATE_ORGANIZATION, Optional.empty()));
    assertEquals(
        ABSENT,
        decide(
            admin, Action.READ_ORGANIZATION, new Target(People.FOREIGN, Optional.of(People.TEA))));
  }

  @Test
  void aResellerDoesNotManageItself() {
    Actor reseller = People.admin(People.HARBOR, RESELLER);
    assertEquals(FORBIDDEN, decide(reseller, Action.SUSPEND_ORGANIZATION, People.OF_HARBOR));
    assertEquals(ALLOWED, decide(reseller, Action.EDIT_ORGANIZATION, People.OF_HARBOR));
  }

  @Test
  void aKeyNeedsItsScopeAndAPlaceToStand() {
    Actor own = People.key(People.TEA, CUSTOMER, Scope.ORGANIZATIONS_WRITE);
    assertEquals(ALLOWED, decide(own, Action.EDIT_ORGANIZATION, People.OF_TEA));
    assertEquals(FORBIDDEN, decide(own, Action.READ_ORGANIZATION, People.OF_TEA));
    assertEquals(FORBIDDEN, decide(own, Action.SUSPEND_ORGANIZATION, People.OF_TEA));
    assertEquals(FORBIDDEN, Policy.decide(own, Action.CREATE_ORGANIZATION, Optional.empty()));
    Actor reseller = People.key(People.HARBOR, RESELLER, Scope.ORGANIZATIONS_WRITE);
    assertEquals(ALLOWED, decide(reseller, Action.SUSPEND_ORGANIZATION, People.OF_TEA));
    assertEquals(ALLOWED, Policy.decide(reseller, Action.CREATE_ORGANIZATION, Optional.empty()));
    assertEquals(FORBIDDEN, decide(reseller, Action.INVITE_MEMBER, People.OF_TEA));
    assertEquals(FORBIDDEN, Policy.decide(own, Action.READ_PROFILE, Optional.empty()));
  }

  @Test
  void aKeyReachesNoFartherThanItsMaker() {
    for (Actor clerk :
        List.of(
            People.key(People.HARBOR, RESELLER, Reach.OWN, Scope.values()),
            People.key(People.PLATFORM, PLATFORM, Reach.OWN, Scope.values()))) {
      for (Action action : about(Action.Subject.ORGANIZATION)) {
        assertEquals(ABSENT, decide(clerk, action, People.OF_TEA), action + " " + clerk);
      }
      for (Action action : about(Action.Subject.CUSTOMERS)) {
        assertEquals(FORBIDDEN, Policy.decide(clerk, action, Optional.empty()), action.name());
      }
    }
    assertEquals(
        ALLOWED,
        decide(
            People.key(People.HARBOR, RESELLER, Reach.OWN, Scope.ROOMS_WRITE),
            Action.CREATE_ROOM,
            People.OF_HARBOR),
        "in its own organization it does what its scopes say");
    Actor clerk = People.member(People.HARBOR, RESELLER, Permission.MANAGE_SETTINGS);
    assertEquals(Reach.OWN, Grants.reach(clerk));
    assertEquals(Reach.CUSTOMERS, Grants.reach(People.admin(People.HARBOR, RESELLER)));
    assertEquals(Reach.OWN, Grants.reach(People.support()));
  }

  @Test
  void supportReadsAndMendsAndNeverTouchesWhatIsPersonal() {
    Actor support = People.support();
    for (Action action :
        List.of(
            Action.READ_AUDIT, Action.EDIT_ORGANIZATION, Action.CREATE_ROOM, Action.LIST_KEYS)) {
      assertEquals(ALLOWED, decide(support, action, People.OF_TEA), action.name());
    }
    for (Action action :
        List.of(
            Action.CREATE_KEY,
            Action.DELETE_KEY,
            Action.CHANGE_OWNER,
            Action.SUSPEND_ORGANIZATION,
            Action.DELETE_ORGANIZATION,
            Action.MAIL_PASSWORD_RESET,
            Action.INVITE_MEMBER,
            Action.READ_MEMBERS_PROFILE,
            Action.EDIT_MEMBERS_PROFILE,
            Action.ENTER_AS_SUPPORT)) {
      assertEquals(FORBIDDEN, decide(support, action, People.OF_TEA), action.name());
    }
    for (Action action :
        List.of(
            Action.CHANGE_PASSWORD,
            Action.ISSUE_TICKET,
            Action.LIST_SESSIONS,
            Action.EDIT_PROFILE,
            Action.MESSAGE)) {
      assertEquals(FORBIDDEN, Policy.decide(support, action, Optional.empty()), action.name());
    }
  }

  @Test
  void aVisitorDoesWhatVisitorsDo() {
    Actor visitor = People.visitor(People.TEA);
    assertEquals(ALLOWED, Policy.decide(visitor, Action.START, Optional.empty()));
    assertEquals(ALLOWED, Policy.decide(visitor, Action.ISSUE_TICKET, Optional.empty()));
    assertEquals(FORBIDDEN, Policy.decide(visitor, Action.ACCEPT, Optional.empty()));
    assertEquals(FORBIDDEN, decide(visitor, Action.LIST_ROOMS, People.OF_TEA));
  }

  @Test
  void nobodyGivesWhatTheyDoNotHave() {
    Actor manager = People.member(People.TEA, CUSTOMER, Permission.MANAGE_AGENTS);
    assertTrue(Grants.mayGive(manager, People.TEA, Set.of(Permission.MANAGE_AGENTS)));
    assertFalse(Grants.mayGive(manager, People.TEA, Set.of(Permission.MANAGE_KEYS)));
    assertFalse(Grants.mayChange(manager, People.TEA, Role.ADMIN));
    assertTrue(Grants.mayChange(manager, People.TEA, Role.MEMBER));
    assertTrue(Grants.mayChange(People.admin(People.TEA, CUSTOMER), People.TEA, Role.ADMIN));
    assertTrue(Grants.mayChange(People.admin(People.HARBOR, RESELLER), People.TEA, Role.ADMIN));
    Actor key = People.key(People.TEA, CUSTOMER, Scope.MEMBERS_WRITE);
    assertTrue(Grants.mayGive(key, People.TEA, Set.of(Permission.ANSWER_CHATS)));
    assertFalse(Grants.mayGive(key, People.TEA, Set.of(Permission.MANAGE_ROOMS)));
    assertFalse(Grants.mayChange(key, People.TEA, Role.ADMIN));
    assertTrue(Grants.mayGive(manager, Scope.MEMBERS_WRITE));
    assertFalse(Grants.mayGive(manager, Scope.AUDIT_READ));
  }
}
