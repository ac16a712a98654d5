package app.firstbell.identity;

import app.firstbell.access.Actor;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Closes;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Another password: by the present one, or by a link to the member's own address. It ends the
/// sessions that were opened by the one before.
public final class PasswordChange {
  private final IdentityParts parts;

  public PasswordChange(IdentityParts parts) {
    this.parts = parts;
  }

  /// By the present one. The session that asks goes on; all others end.
  public Redemption change(Actor.Member who, String current, String next, Instant now) {
    Optional<Duration> wait = parts.throttle().count(who.tenant() + "|" + who.id(), now);
    Optional<Member> member = parts.members().memberNow(who.tenant(), who.id());
    String hash = member.map(Member::passwordHash).orElse(null);
    if (member.isEmpty()
        || hash == null
        || wait.isPresent()
        || !parts.passwords().matches(current, hash)) {
      return new Redemption.WrongPassword();
    }
    Optional<String> unfit = PasswordRules.problem(next, member.get().email());
    if (unfit.isPresent()) {
      return new Redemption.Unfit(unfit.get());
    }
    parts.throttle().clear(who.tenant() + "|" + who.id(), now);
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(changed(who.tenant(), who.id(), hash, next));
    List<Session> others =
        parts.sessions().of(who.tenant(), who.id(), now).stream()
            .filter(session -> !session.id().equals(who.session()))
            .toList();
    Act act =
        act("security.password-changed", who.tenant(), member.get(), now)
            .closing(new Closes.OfMemberExcept(who.id(), who.session()));
    return isCommitted(writes, others, act)
        ? new Redemption.Done()
        : new Redemption.WrongPassword();
  }

  /// Has a link mailed, if the address is an active member's. For any other address the same is
  /// read, and as much is written.
  public void ask(String email, Instant now) {
    String address = email.toLowerCase(Locale.ROOT);
    boolean isTooOften = parts.throttle().count("reset|" + address, now).isPresent();
    Optional<MemberStore.Login> login = parts.members().login(address);
    TenantId tenant = login.map(MemberStore.Login::tenant).orElse(TenantId.PLATFORM);
    AgentId id = login.map(MemberStore.Login::member).orElse(new AgentId("nobody"));
    TenantScope.enter(tenant, Proof.LOGIN);
    // Where it is nobody's, what is written lies with the platform.
    TenantScope.enterPart(TenantId.PLATFORM, Proof.LOGIN, Set.of(Links.PARTITION));
    Optional<Member> member =
        parts
            .members()
            .memberNow(tenant, id)
            .filter(found -> found.email().equals(address))
            .filter(found -> found.standing().maySignIn() && !isTooOften);
    TransactWriteItem write =
        member
            .map(found -> parts.links().creating(parts.links().reset(tenant, found, now)))
            .orElseGet(() -> parts.links().decoy(LinkKind.RESET, address, now));
    parts.transactions().commit(Transaction.untold(List.of(write)));
  }

  /// By the mailed link, which is used up with the change. All sessions end.
  public Redemption redeem(String text, String next, Instant now) {
    Optional<Link> link = parts.links().find(text, LinkKind.RESET, now);
    Optional<Member> member =
        link.flatMap(found ->
                found.member().flatMap(id -> parts.members().memberNow(found.tenant(), id)))
            .filter(found -> found.status() == MemberStatus.ACTIVE)
            // Neither for an address that was theirs, nor for a password that was changed
            // meanwhile.
            .filter(found -> found.email().equals(link.get().email()))
            .filter(found -> Links.isFor(link.get(), found));
    String hash = member.map(Member::passwordHash).orElse(null);
    if (link.isEmpty() || member.isEmpty() || hash == null) {
      return new Redemption.LinkUsed();
    }
    Optional<String> unfit = PasswordRules.problem(next, member.get().email());
    if (unfit.isPresent()) {
      return new Redemption.Unfit(unfit.get());
    }
    TenantId tenant = link.get().tenant();
    AgentId id = member.get().id();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(parts.links().using(link.get(), now));
    writes.add(changed(tenant, id, hash, next));
    Act act =
        act("security.password-reset", tenant, member.get(), now).closing(new Closes.OfMember(id));
    return isCommitted(writes, parts.sessions().of(tenant, id, now), act)
        ? new Redemption.Done()
        : new Redemption.LinkUsed();
  }

  private TransactWriteItem changed(TenantId tenant, AgentId member, String hash, String next) {
    return new Credential(parts.table(), tenant, member, hash)
        .changed(parts.passwords().hash(next));
  }

  /// False when one of the writes was refused: then somebody else was faster, by whom the sessions
  /// ended too.
  private boolean isCommitted(List<TransactWriteItem> writes, List<Session> ended, Act act) {
    EndingSessions ending = new EndingSessions(parts.sessions(), ended);
    ending.rest(parts.transactions());
    List<TransactWriteItem> all = new ArrayList<>(writes);
    all.addAll(ending.atOnce());
    return parts.transactions().commit(Transaction.of(all, act)) instanceof Outcome.Committed;
  }

  private Act act(String what, TenantId tenant, Member member, Instant now) {
    return Act.of(
            tenant,
            now,
            parts.ids().id(),
            Application.SECURITY,
            what,
            By.member(member.id().value(), member.name()))
        .on("member", member.id().value(), member.name());
  }
}
