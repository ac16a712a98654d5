package app.firstbell.agent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.access.Actor;
import app.firstbell.identity.SessionId;
import app.firstbell.json.FieldException;
import app.firstbell.organization.Account;
import app.firstbell.organization.Locality;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.Refusal;
import app.firstbell.organization.RefusalException;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final TenantId TEA = new TenantId("tea");
  private static final TenantId HARBOR = new TenantId("harbor");
  private static final Account ACCOUNT =
      Account.created(
          TEA,
          OrganizationKind.CUSTOMER,
          HARBOR,
          "Tea",
          Locality.UNKNOWN,
          Pricing.PREPAID,
          Plan.FREE,
          NOW);
  private final Member priya = member("priya", Role.MEMBER, Permission.ANSWER_CHATS);

  @Test
  void eachPermissionIsGivenByWhoeverHoldsItAndByNobodyElse() {
    for (Permission one : Permission.values()) {
      for (Permission held : Permission.values()) {
        Actor actor = actor(Role.MEMBER, Permission.MANAGE_AGENTS, held);
        boolean isHeld = one == held || one == Permission.MANAGE_AGENTS;
        Set<Permission> wanted = EnumSet.of(Permission.ANSWER_CHATS, one);
        if (isHeld || one == Permission.ANSWER_CHATS) {
          assertEquals(
              wanted, MemberRules.permit(actor, ACCOUNT, priya, wanted).standing().permissions());
        } else {
          refused(Refusal.FORBIDDEN, () -> MemberRules.permit(actor, ACCOUNT, priya, wanted));
        }
      }
    }
  }

  @Test
  void anAdministratorAndAResellerGiveAll() {
    Set<Permission> all = EnumSet.allOf(Permission.class);
    for (Actor actor : List.of(actor(Role.ADMIN), reseller())) {
      assertEquals(all, MemberRules.permit(actor, ACCOUNT, priya, all).standing().permissions());
    }
  }

  @Test
  void onlyAnAdministratorMakesAndChangesAdministrators() {
    Member ada = member("ada", Role.ADMIN);
    Actor manager = actor(Role.MEMBER, Permission.values());
    refused(
        Refusal.FORBIDDEN,
        () -> edit(manager, priya, priya.with(priya.standing().with(Role.ADMIN))));
    refused(
        Refusal.FORBIDDEN, () -> edit(manager, ada, ada.with(ada.standing().with(Role.MEMBER))));
    refused(Refusal.FORBIDDEN, () -> MemberRules.delete(manager, ACCOUNT, ada, NOW));
    assertDoesNotThrow(() -> MemberRules.delete(actor(Role.ADMIN), ACCOUNT, ada, NOW));
    assertEquals(
        Role.ADMIN,
        edit(actor(Role.ADMIN), priya, priya.with(priya.standing().with(Role.ADMIN))).role());
  }

  @Test
  void theOwnerCanNeitherBeDeletedNorDisabledNorMadeLess() {
    Member ada = member("ada", Role.ADMIN);
    Account owned = ACCOUNT.withOwner(ada.id());
    Actor admin = actor(Role.ADMIN);
    refused(Refusal.OWNER_STAYS, () -> MemberRules.delete(admin, owned, ada, NOW));
    for (Standing less :
        List.of(
            ada.standing().with(MemberStatus.DISABLED),
            ada.standing().with(Role.MEMBER),
            ada.standing().withPortalAccess(false))) {
      refused(
          Refusal.OWNER_STAYS,
          () -> MemberRules.edit(admin, owned, List.of(), ada, ada.with(less), Optional.empty()));
    }
  }

  @Test
  void anotherAddressIsForWhoeverHoldsAsMuch() {
    Member keeper = member("keeper", Role.MEMBER, Permission.MANAGE_KEYS);
    refused(
        Refusal.FORBIDDEN,
        () -> email(actor(Role.MEMBER, Permission.MANAGE_AGENTS), keeper, "mine@tea.example"));
    Member changed = email(actor(Role.ADMIN), keeper, "new@tea.example");
    assertEquals("keeper@tea.example", changed.email(), "until it is confirmed");
    assertEquals("new@tea.example", changed.pendingEmail());
    refused(Refusal.EMAIL_TAKEN, () -> email(actor(Role.ADMIN), keeper, "priya@tea.example"));
  }

  @Test
  void aDeletedMemberIsANameAndNoMore() {
    Member gone = MemberRules.delete(actor(Role.ADMIN), ACCOUNT, priya, NOW);
    assertEquals("Name of priya", gone.name());
    assertEquals("", gone.email());
    assertEquals(null, gone.passwordHash());
    assertEquals(Set.of(), gone.permissions());
    assertEquals(List.of(), gone.rooms());
    assertEquals(NOW, gone.times().deletedAt());
    assertFalse(gone.standing().maySignIn());
  }

  @Test
  void whoMayNotComeInIsNotInvited() {
    Actor admin = actor(Role.ADMIN);
    Member tom = priya.withPassword(null).with(priya.standing().withPortalAccess(false));
    Member there = MemberRules.invite(admin, ACCOUNT, List.of(), tom);
    assertEquals(MemberStatus.ACTIVE, there.status());
    Member invited = edit(admin, there, there.with(there.standing().withPortalAccess(true)));
    assertEquals(MemberStatus.INVITED, invited.status());
    assertTrue(MemberRules.isInvited(there, invited));
    assertFalse(MemberRules.isInvited(invited, invited.withRooms(List.of())));
    // Of those whom an invitation was mailed before this was so.
    Member stuck = invited.with(invited.standing().withPortalAccess(false));
    refused(Refusal.STATE, () -> MemberRules.mayInviteAgain(admin, ACCOUNT, stuck));
    assertTrue(
        MemberRules.isInvited(
            stuck, edit(admin, stuck, stuck.with(stuck.standing().withPortalAccess(true)))));
  }

  @Test
  void inADeletedOrganizationNobodyIsInvitedOrChanged() {
    Account gone = ACCOUNT.deleted(NOW);
    Actor above = reseller();
    Member tom = priya.with(priya.standing().with(MemberStatus.INVITED)).withPassword(null);
    for (Runnable change :
        List.<Runnable>of(
            () -> MemberRules.invite(above, gone, List.of(), tom),
            () ->
                MemberRules.edit(
                    above, gone, List.of(), priya, priya.withRooms(List.of()), Optional.empty()),
            () -> MemberRules.permit(above, gone, priya, Set.of()),
            () -> MemberRules.mayInviteAgain(above, gone, tom),
            () -> MemberRules.mayResetPassword(above, gone, priya))) {
      refused(Refusal.STATE, change);
    }
    assertDoesNotThrow(() -> MemberRules.delete(above, gone, priya, NOW));
  }

  @Test
  void roomsAreTheOrganizations() {
    assertThrows(
        FieldException.class,
        () -> edit(actor(Role.ADMIN), priya, priya.withRooms(List.of(new RoomId("attic")))));
  }

  @Test
  void whoMayNotSignInAnyMoreIsPutOut() {
    Standing standing = priya.standing();
    assertTrue(MemberRules.isPutOut(priya, priya.with(standing.with(MemberStatus.DISABLED))));
    assertTrue(MemberRules.isPutOut(priya, priya.with(standing.withPortalAccess(false))));
    assertFalse(MemberRules.isPutOut(priya, priya.with(standing.with(Set.of()))));
    assertFalse(MemberRules.isPutOut(priya, priya.withRooms(List.of())));
  }

  @Test
  void whoMayDoMoreOrLessTakesTheSeatAnew() {
    Standing standing = priya.standing();
    assertTrue(MemberRules.isSeatedAnew(priya, priya.with(standing.with(Role.ADMIN))));
    assertTrue(MemberRules.isSeatedAnew(priya, priya.with(standing.with(Set.of()))));
    assertTrue(MemberRules.isSeatedAnew(priya, priya.withRooms(List.of())));
    assertTrue(
        MemberRules.isSeatedAnew(
            priya, priya.with(new AgentCard(priya.id(), "Priya N.", null, null, null))));
    assertFalse(MemberRules.isSeatedAnew(priya, priya.edited()));
  }

  @Test
  void aWhatsAppNumberIsDigitsWithTheCountryCode() {
    for (String good : List.of("15551234567", "4915112345678", "35191234567", "12345678")) {
      assertEquals(good, new WhatsAppNumber(good).digits());
    }
    for (String bad :
        List.of(
            "", "+15551234567", "0035191234567", "1234567", "1234567890123456", "1 555", "1x")) {
      assertThrows(IllegalArgumentException.class, () -> new WhatsAppNumber(bad), bad);
    }
  }

  private Member edit(Actor actor, Member before, Member after) {
    return MemberRules.edit(actor, ACCOUNT, List.of(), before, after, Optional.empty());
  }

  private Member email(Actor actor, Member member, String email) {
    return MemberRules.edit(
        actor, ACCOUNT, List.of(priya, member), member, member, Optional.of(email));
  }

  private static void refused(Refusal refusal, Runnable change) {
    assertEquals(refusal, assertThrows(RefusalException.class, change::run).refusal());
  }

  private static Member member(String id, Role role, Permission... permissions) {
    return new Member(
            new AgentCard(new AgentId(id), "Name of " + id, null, null, null),
            id + "@tea.example",
            "hash",
            List.of(RoomId.GENERAL))
        .with(new Standing(role, Set.of(permissions), MemberStatus.ACTIVE, true));
  }

  private static Actor actor(Role role, Permission... permissions) {
    return new Actor.Member(
        TEA,
        OrganizationKind.CUSTOMER,
        "Tea",
        new AgentId("somebody"),
        "Somebody",
        role,
        EnumSet.copyOf(
            permissions.length == 0 ? EnumSet.noneOf(Permission.class) : List.of(permissions)),
        new SessionId("a".repeat(26)));
  }

  private static Actor reseller() {
    return new Actor.Member(
        HARBOR,
        OrganizationKind.RESELLER,
        "Harbor",
        new AgentId("rosa"),
        "Rosa",
        Role.MEMBER,
        Set.of(Permission.MANAGE_CUSTOMERS),
        new SessionId("b".repeat(26)));
  }
}
