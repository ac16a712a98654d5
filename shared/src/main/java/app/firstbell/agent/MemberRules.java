package app.firstbell.agent;

import app.firstbell.access.Actor;
import app.firstbell.access.Grants;
import app.firstbell.json.FieldException;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.organization.Refusal;
import app.firstbell.organization.RefusalException;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What may be done to members, and by whom (A1, P3). The policy has let the actor in; here is what
/// remains: nobody gives what they do not hold, the owner stays, support does not touch what opens
/// doors. In a deleted organization members can be deleted, and nothing else.
public final class MemberRules {
  private MemberRules() {}

  /// A member who is to be invited; or one without access to the portal, who cannot accept and is
  /// simply there.
  ///
  /// @throws RefusalException when the address is another member's, or the actor would give more
  ///   than they hold
  public static Member invite(
      Actor actor, Account account, Collection<Member> members, Member wanted) {
    Amending.notDeleted(account);
    mayChange(actor, account.id(), wanted.role());
    mayGive(actor, account.id(), wanted.standing().permissions());
    addressIsFree(members, wanted.email(), Optional.empty());
    knownRooms(account, wanted.rooms());
    return wanted.with(wanted.standing().with(beforeAPassword(wanted.standing())));
  }

  /// A member as somebody wants them to be, looked at part by part.
  ///
  /// @param email another address, which waits to be confirmed if the member has proved the present
  ///   one; or the present one, which withdraws the one that waits
  public static Member edit(
      Actor actor,
      Account account,
      Collection<Member> members,
      Member before,
      Member after,
      Optional<String> email) {
    Amending.notDeleted(account);
    TenantId tenant = account.id();
    mayChange(actor, tenant, before.role());
    mayChange(actor, tenant, after.role());
    Standing was = before.standing();
    Standing is = after.standing();
    boolean opensDoors =
        was.role() != is.role()
            || was.status() != is.status()
            || was.portalAccess() != is.portalAccess()
            || email.isPresent();
    if (actor instanceof Actor.Support && opensDoors) {
      throw new RefusalException(
          Refusal.FORBIDDEN, "Support edits names, rooms and permissions, and nothing else here.");
    }
    if (account.isOwner(before.id()) && (is.role() != Role.ADMIN || !is.maySignInOnce())) {
      throw ownerStays();
    }
    if (was.status() != is.status() || was.portalAccess() != is.portalAccess()) {
      is = is.with(status(before, is));
    }
    knownRooms(account, after.rooms());
    Member edited = after.with(is);
    email.ifPresent(address -> mayReaddress(actor, tenant, members, before, address));
    return email.map(address -> withAddress(edited, address)).orElse(edited);
  }

  /// The permissions of a member, all of them.
  ///
  /// @throws RefusalException when one of those that change is not the actor's own to give or take
  public static Member permit(
      Actor actor, Account account, Member member, Set<Permission> permissions) {
    Amending.notDeleted(account);
    mayChange(actor, account.id(), member.role());
    Set<Permission> changed = EnumSet.noneOf(Permission.class);
    for (Permission one : Permission.values()) {
      if (member.standing().permissions().contains(one) != permissions.contains(one)) {
        changed.add(one);
      }
    }
    mayGive(actor, account.id(), changed);
    return member.with(member.standing().with(permissions));
  }

  /// A member who is gone: the name stays for the history, and nothing that opens a door.
  ///
  /// @throws RefusalException when it is the owner
  public static Member delete(Actor actor, Account account, Member member, Instant at) {
    if (account.isOwner(member.id())) {
      throw ownerStays();
    }
    mayChange(actor, account.id(), member.role());
    AgentCard card = member.card();
    return new Member(
        new AgentCard(card.id(), card.name(), null, card.title(), null),
        "",
        null,
        null,
        List.of(),
        new Standing(Role.MEMBER, Set.of(), MemberStatus.DELETED, false),
        Profile.USUAL,
        new Member.Times(member.times().createdAt(), member.times().lastSignInAt(), at),
        member.version());
  }

  /// A member's profile as others keep it for them. It opens no door, but visitors see the name,
  /// the words and the face in it: so it is changed by whoever may change the member.
  ///
  /// @throws RefusalException when the member is an administrator and the actor is below them
  public static void mayChangeProfile(Actor actor, Account account, Member member) {
    Amending.notDeleted(account);
    mayChange(actor, account.id(), member.role());
  }

  /// @throws RefusalException unless the member was invited, may accept, and has not accepted
  public static void mayInviteAgain(Actor actor, Account account, Member member) {
    Amending.notDeleted(account);
    mayChange(actor, account.id(), member.role());
    if (!member.standing().mayAccept()) {
      throw new RefusalException(
          Refusal.STATE,
          "The member has accepted already, is disabled or has no access to the portal: there is"
              + " no invitation.");
    }
  }

  /// @throws RefusalException unless the member has a password and may use it
  public static void mayResetPassword(Actor actor, Account account, Member member) {
    Amending.notDeleted(account);
    mayChange(actor, account.id(), member.role());
    if (member.passwordHash() == null || !member.standing().maySignIn()) {
      throw new RefusalException(
          Refusal.STATE, "The member has no password that could be used: invite or enable them.");
    }
  }

  /// The address that an edit has brought, if any; it is kept for the member from now on.
  public static Optional<String> brought(Member before, Member after) {
    return before.email().equals(after.email())
        ? Optional.ofNullable(after.pendingEmail())
            .filter(address -> !address.equals(before.pendingEmail()))
        : Optional.of(after.email());
  }

  /// Whether an edit invites a member: only now they can accept, or at another address.
  public static boolean isInvited(Member before, Member after) {
    return after.standing().mayAccept()
        && (!before.standing().mayAccept() || !before.email().equals(after.email()));
  }

  /// Whether an edit puts a member out: their sessions end with it.
  public static boolean isPutOut(Member before, Member after) {
    return before.standing().maySignIn() && !after.standing().maySignIn();
  }

  /// Whether an edit lets a member in who was kept out.
  public static boolean isLetIn(Member before, Member after) {
    return !before.standing().maySignIn() && after.standing().maySignIn();
  }

  /// Whether an edit changes what the tickets of a member's sockets said: what they may do, which
  /// rooms ring, and how visitors see them.
  public static boolean isSeatedAnew(Member before, Member after) {
    return before.role() != after.role()
        || !before.permissions().equals(after.permissions())
        || !before.card().equals(after.card())
        || !Set.copyOf(before.rooms()).equals(Set.copyOf(after.rooms()));
  }

  private static MemberStatus status(Member before, Standing wanted) {
    if (wanted.status() == MemberStatus.ACTIVE && before.status() == MemberStatus.INVITED) {
      throw new RefusalException(
          Refusal.STATE, "An invited member becomes active by accepting the invitation.");
    }
    return wanted.status() == MemberStatus.DISABLED || before.passwordHash() != null
        ? wanted.status()
        : beforeAPassword(wanted);
  }

  /// Where somebody stands who has no password yet: invited, while the invitation can be accepted.
  private static MemberStatus beforeAPassword(Standing standing) {
    return standing.portalAccess() ? MemberStatus.INVITED : MemberStatus.ACTIVE;
  }

  /// Whoever has the address can ask for a new password: so who changes it must hold all that the
  /// member holds.
  private static void mayReaddress(
      Actor actor, TenantId tenant, Collection<Member> members, Member before, String email) {
    mayGive(actor, tenant, before.permissions());
    addressIsFree(members, email, Optional.of(before.id()));
  }

  /// Who has no password yet has proved no address: another one is theirs at once, and the
  /// invitation goes there. Anybody else's waits for its owner.
  private static Member withAddress(Member member, String email) {
    boolean waits = member.passwordHash() != null && !email.equals(member.email());
    return waits ? member.withEmail(member.email(), email) : member.withEmail(email, null);
  }

  private static void addressIsFree(
      Collection<Member> members, String email, Optional<AgentId> but) {
    boolean isTaken =
        members.stream()
            .filter(one -> one.status() != MemberStatus.DELETED)
            .filter(one -> !Optional.of(one.id()).equals(but))
            .anyMatch(one -> email.equals(one.email()) || email.equals(one.pendingEmail()));
    if (isTaken) {
      throw new RefusalException(
          Refusal.EMAIL_TAKEN, "Another member of the organization has this e-mail address.");
    }
  }

  private static void knownRooms(Account account, List<RoomId> rooms) {
    List<RoomId> known = account.rooms().stream().map(RoomName::id).toList();
    for (RoomId room : rooms) {
      if (!known.contains(room)) {
        throw new FieldException("rooms", "expected ids of the organization's rooms, got " + room);
      }
    }
  }

  private static void mayChange(Actor actor, TenantId tenant, Role role) {
    if (!Grants.mayChange(actor, tenant, role)) {
      throw new RefusalException(
          Refusal.FORBIDDEN, "Only an administrator makes or changes administrators.");
    }
  }

  private static void mayGive(Actor actor, TenantId tenant, Set<Permission> permissions) {
    if (!Grants.mayGive(actor, tenant, permissions)) {
      throw new RefusalException(
          Refusal.FORBIDDEN, "Nobody gives or takes a permission that they do not hold.");
    }
  }

  private static RefusalException ownerStays() {
    return new RefusalException(
        Refusal.OWNER_STAYS,
        "The owner stays an active administrator: give the organization to another member first.");
  }
}
