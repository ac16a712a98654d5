package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.Account;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Closes;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs members in by password, and keeps them signed in by refresh tokens.
public final class SignIn {
  /// What came of it.
  public sealed interface Outcomes {
    record Welcome(Pass pass) implements Outcomes {}

    /// Unknown address, wrong password, or no session: which, is not told.
    record Refused() implements Outcomes {}

    /// Who it is, is proved; but they may not come in.
    record Closed(Why why) implements Outcomes {}

    record TooOften(Duration retryAfter) implements Outcomes {}
  }

  /// Why somebody who is known may not come in.
  public enum Why {
    SUSPENDED,
    DISABLED,
    NO_ACCESS
  }

  /// From where somebody signs in.
  ///
  /// @param client the program, such as `Firefox on Linux`
  /// @param address of the network; nothing where nobody could tell it
  /// @param computer the console's own name of the computer
  public record From(String client, Optional<String> address, @Nullable String computer) {}

  private static final TenantId NOWHERE = TenantId.PLATFORM;
  private static final AgentId NOBODY = new AgentId("nobody");

  private final String table;
  private final MemberStore members;
  private final OrganizationStore organizations;
  private final SessionStore sessions;
  private final Transactions transactions;
  private final SignInThrottle throttle;
  private final Passwords passwords;
  private final Passes passes;
  private final TokenKeys keys;
  private final Ids ids;

  public SignIn(IdentityParts parts) {
    this.table = parts.table();
    this.members = parts.members();
    this.organizations = parts.organizations();
    this.sessions = parts.sessions();
    this.transactions = parts.transactions();
    this.throttle = parts.throttle();
    this.passwords = parts.passwords();
    this.passes = parts.passes();
    this.keys = parts.keys();
    this.ids = parts.ids();
  }

  /// Opens a session. Known and unknown addresses take the same steps until a password is right.
  public Outcomes signIn(String email, String password, From from, Instant now) {
    String address = email.strip().toLowerCase(Locale.ROOT);
    Optional<Duration> wait = throttle.count(address, from, now);
    if (wait.isPresent()) {
      return new Outcomes.TooOften(wait.get());
    }
    Optional<MemberStore.Login> login = members.login(address);
    TenantId tenant = login.map(MemberStore.Login::tenant).orElse(NOWHERE);
    AgentId id = login.map(MemberStore.Login::member).orElse(NOBODY);
    TenantScope.enter(tenant, Proof.LOGIN);
    Optional<Account> organization = organizations.account(tenant);
    Optional<Member> member =
        members
            .memberNow(tenant, id)
            // An address that a member had before still leads here, but is no longer theirs.
            .filter(found -> found.email().equals(address));
    String hash = member.map(Member::passwordHash).orElse(null);
    boolean isRight = passwords.matches(password, hash == null ? Passwords.NOBODYS : hash);
    if (member.isEmpty() || organization.isEmpty() || hash == null || !isRight) {
      return new Outcomes.Refused();
    }
    throttle.welcome(address, from, now);
    Optional<Outcomes> kept = kept(organization.get(), member.get());
    if (kept.isPresent()) {
      return kept.get();
    }
    String rehashed = passwords.isWeak(hash) ? passwords.hash(password) : null;
    Session session = passes.begin(tenant, id, now, from.client(), from.computer());
    Transaction opening =
        Transaction.of(
            List.of(
                sessions.creating(session),
                new Credential(table, tenant, id, hash).used(now, rehashed)),
            act("security.signed-in", tenant, member.get(), now).with("client", session.client()));
    return switch (transactions.commit(opening)) {
      case Outcome.Committed _ ->
          new Outcomes.Welcome(passes.pass(session, organization.get(), member.get()));
      // The password was changed, or the member disabled, since it was read.
      case Outcome.Refused _, Outcome.Replayed _, Outcome.KeyReused _ -> new Outcomes.Refused();
    };
  }

  /// Goes on with a session. A token that was used before ends it, for somebody else has it too;
  /// but for a minute the last one is answered again, since its answer may have been lost.
  public Outcomes refresh(String text, Instant now) {
    Optional<RefreshToken> presented = RefreshToken.of(text, keys);
    if (presented.isEmpty()) {
      return new Outcomes.Refused();
    }
    RefreshToken token = presented.get();
    TenantScope.enter(token.tenant(), Proof.TOKEN);
    Optional<Session> session =
        sessions
            .session(token.tenant(), token.session(), now)
            .filter(found -> found.support().isEmpty());
    Optional<Account> organization = organizations.account(token.tenant());
    Optional<Member> member =
        session.flatMap(found -> members.memberNow(token.tenant(), found.member()));
    if (session.isEmpty() || organization.isEmpty() || member.isEmpty()) {
      return new Outcomes.Refused();
    }
    Optional<Outcomes> kept = kept(organization.get(), member.get());
    if (kept.isPresent()) {
      return kept.get();
    }
    return switch (sessions.rotate(token, now, Passes.until(session.get(), now))) {
      case SessionStore.Rotation.GoesOn goesOn ->
          new Outcomes.Welcome(passes.pass(goesOn.session(), organization.get(), member.get()));
      case SessionStore.Rotation.Reused reused -> {
        end(reused.session(), act("security.refresh-reused", token.tenant(), member.get(), now));
        yield new Outcomes.Refused();
      }
      case SessionStore.Rotation.Ended _ -> new Outcomes.Refused();
    };
  }

  /// Ends a session and closes its sockets. A repeat changes nothing.
  ///
  /// @return false when it had ended before
  public boolean end(Session session, Act act) {
    Transaction ending =
        Transaction.of(
            List.of(sessions.ending(session)),
            act.on("session", session.id().value(), session.client())
                .closing(new Closes.OfSession(session.id())));
    return transactions.commit(ending) instanceof Outcome.Committed;
  }

  /// Why a member may not come in now, if so. Who is gone is as unknown as who never was.
  private static Optional<Outcomes> kept(Account organization, Member member) {
    if (organization.state() == OrganizationState.DELETED
        || member.status() == MemberStatus.DELETED
        || member.status() == MemberStatus.INVITED) {
      return Optional.of(new Outcomes.Refused());
    }
    if (organization.state() == OrganizationState.SUSPENDED) {
      return Optional.of(new Outcomes.Closed(Why.SUSPENDED));
    }
    if (member.status() == MemberStatus.DISABLED) {
      return Optional.of(new Outcomes.Closed(Why.DISABLED));
    }
    return member.standing().maySignIn()
        ? Optional.empty()
        : Optional.of(new Outcomes.Closed(Why.NO_ACCESS));
  }

  private Act act(String what, TenantId tenant, Member member, Instant now) {
    return Act.of(
        tenant,
        now,
        ids.id(),
        Application.SECURITY,
        what,
        By.member(member.id().value(), member.name()));
  }
}
