package app.firstbell.functions.provision;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Profile;
import app.firstbell.agent.Role;
import app.firstbell.agent.Standing;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Link;
import app.firstbell.identity.LinkKind;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.Locality;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Makes the platform, if it is not there, and invites an administrator of it: the one person whom
/// nobody else can invite. Whoever may invoke the function may do anything anyway.
final class FirstAdministrator {
  private static final Pattern EMAIL =
      Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+");
  private static final TenantId PLATFORM = TenantId.PLATFORM;

  private final IdentityParts parts;
  private final InstantSource clock;

  FirstAdministrator(IdentityParts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  /// What came of it: invited, invited again, or an administrator already.
  enum Invited {
    INVITED,
    AGAIN,
    ALREADY
  }

  /// @throws IllegalArgumentException when address or name are none, or the address belongs to
  ///   somebody who is no administrator of the platform
  Invited invite(String email, String name) {
    String address = email.strip().toLowerCase(Locale.ROOT);
    if (!EMAIL.matcher(address).matches() || address.length() > 254) {
      throw new IllegalArgumentException(
          "platformAdministrator.email: expected an e-mail address such as ada@example.com");
    }
    if (name.isBlank() || name.length() > 80) {
      throw new IllegalArgumentException(
          "platformAdministrator.name: expected a name of 1 to 80 characters");
    }
    Instant now = clock.instant();
    Account platform = platform(now);
    Optional<Member> known =
        parts.members().allNow(PLATFORM).stream()
            .filter(member -> member.status() != MemberStatus.DELETED)
            .filter(member -> member.email().equals(address))
            .findFirst();
    if (known.isPresent() && known.get().role() != Role.ADMIN) {
      throw new IllegalArgumentException(
          "platformAdministrator.email: a member of the platform who is no administrator has this"
              + " address; an administrator can make them one");
    }
    if (known.isPresent() && known.get().status() != MemberStatus.INVITED) {
      return Invited.ALREADY;
    }
    Member member = known.orElseGet(() -> invited(address, name.strip(), now));
    List<TransactWriteItem> writes = new ArrayList<>();
    if (known.isEmpty()) {
      writes.add(parts.members().creating(PLATFORM, member));
      if (platform.owner() == null) {
        writes.add(parts.organizations().editing(platform, platform.withOwner(member.id())));
      }
    }
    parts.links().of(PLATFORM, member.id(), Set.of(LinkKind.INVITATION), now).stream()
        .map(parts.links()::forgetting)
        .forEach(writes::add);
    Link link = parts.links().invitation(PLATFORM, member, platform.name(), null, now);
    writes.add(parts.links().creating(link));
    Act act =
        Act.of(PLATFORM, now, parts.ids().id(), Application.AGENTS, "agents.invited", By.SYSTEM)
            .on("member", member.id().value(), member.name())
            .with("role", member.role().word());
    if (!(parts.transactions().commit(Transaction.of(writes, act)) instanceof Outcome.Committed)) {
      throw new IllegalStateException("somebody else changed the platform: please try again");
    }
    return known.isPresent() ? Invited.AGAIN : Invited.INVITED;
  }

  private Account platform(Instant now) {
    return parts
        .organizations()
        .account(PLATFORM)
        .orElseGet(() -> {
          Account platform =
              Account.created(
                  PLATFORM,
                  OrganizationKind.PLATFORM,
                  null,
                  "Platform",
                  Locality.UNKNOWN,
                  Pricing.POSTPAID,
                  Plan.BUSINESS,
                  now);
          Room general = new Room(RoomName.GENERAL, Room.USUAL_RING_TIME);
          List<TransactWriteItem> writes = new ArrayList<>();
          writes.add(parts.organizations().creating(platform));
          writes.add(parts.organizations().creating(PLATFORM, general));
          writes.addAll(
              new BalanceStore(parts.client(), parts.table())
                  .opening(PLATFORM, platform.locality().currency()));
          // When two make it at once, the second finds the first one's.
          parts.transactions().commit(Transaction.untold(writes));
          return parts.organizations().account(PLATFORM).orElseThrow();
        });
  }

  private Member invited(String email, String name, Instant now) {
    return new Member(
        new AgentCard(new AgentId(parts.ids().id()), name, null, null, null),
        email,
        null,
        null,
        List.of(RoomId.GENERAL),
        new Standing(Role.ADMIN, Set.of(), MemberStatus.INVITED, true),
        Profile.USUAL,
        Member.Times.createdAt(now),
        1);
  }
}
