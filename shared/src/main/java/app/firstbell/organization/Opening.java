package app.firstbell.organization;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Profile;
import app.firstbell.agent.Role;
import app.firstbell.agent.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How an organization comes to be (P1): with the room GENERAL, and if somebody is named as its
/// owner, with that person invited as its administrator.
public final class Opening {
  private Opening() {}

  /// What is asked for.
  public record Request(
      String name,
      OrganizationKind kind,
      Locality locality,
      Pricing pricing,
      Plan plan,
      Optional<Owner> owner) {}

  /// @param email lower case
  public record Owner(String name, String email) {}

  /// What is to be stored.
  public record Opened(Account account, Room general, Optional<Member> owner) {}

  /// @param id for the organization, and `member` for its owner: random ones
  /// @param parent whose customer it becomes
  /// @throws RefusalException when a reseller is to be made by anybody but the platform
  public static Opened decide(
      TenantId id,
      AgentId member,
      TenantId parent,
      OrganizationKind parentKind,
      Request request,
      Instant at) {
    switch (request.kind()) {
      case CUSTOMER -> {}
      case RESELLER -> {
        if (parentKind != OrganizationKind.PLATFORM) {
          throw new RefusalException(
              Refusal.FORBIDDEN, "Only the platform makes resellers; a customer can be made here.");
        }
      }
      case PLATFORM ->
          throw new RefusalException(Refusal.FORBIDDEN, "There is one platform, and no other.");
    }
    Optional<Member> owner = request.owner().map(person -> invited(member, person, at));
    Account account =
        Account.created(
            id,
            request.kind(),
            parent,
            request.name(),
            request.locality(),
            request.pricing(),
            request.plan(),
            at);
    return new Opened(
        owner.map(Member::id).map(account::withOwner).orElse(account),
        new Room(RoomName.GENERAL, Room.USUAL_RING_TIME),
        owner);
  }

  private static Member invited(AgentId id, Owner person, Instant at) {
    return new Member(
        new AgentCard(id, person.name(), null, null, null),
        person.email(),
        null,
        null,
        List.of(RoomId.GENERAL),
        new Standing(Role.ADMIN, Set.of(), MemberStatus.INVITED, true),
        Profile.USUAL,
        Member.Times.createdAt(at),
        1);
  }
}
