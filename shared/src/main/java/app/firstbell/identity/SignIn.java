package app.firstbell.identity;

import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Signs agents in, and knows them by their session afterwards.
public final class SignIn {
  /// How long a session lasts.
  public static final Duration LASTS = Duration.ofHours(12);

  /// What came of it.
  public sealed interface SignedIn {
    record Welcome(Token.Session token, Instant expiresAt, TenantId tenant, Member member)
        implements SignedIn {}

    /// Unknown address or wrong password: which, is not told.
    record Refused() implements SignedIn {}

    record TooOften(Duration retryAfter) implements SignedIn {}
  }

  /// A member who is signed in.
  public record Signed(TenantId tenant, Member member, Instant expiresAt) {}

  private final MemberStore members;
  private final SessionStore sessions;
  private final SignInThrottle throttle;
  private final Passwords passwords;
  private final Ids ids;
  private final InstantSource clock;

  public SignIn(
      MemberStore members,
      SessionStore sessions,
      SignInThrottle throttle,
      Passwords passwords,
      Ids ids,
      InstantSource clock) {
    this.members = members;
    this.sessions = sessions;
    this.throttle = throttle;
    this.passwords = passwords;
    this.ids = ids;
    this.clock = clock;
  }

  /// Opens a session. Known and unknown addresses take the same steps.
  public SignedIn signIn(String email, String password) {
    String address = email.strip().toLowerCase(Locale.ROOT);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Duration> wait = throttle.count(address, now);
    if (wait.isPresent()) {
      return new SignedIn.TooOften(wait.get());
    }
    Optional<MemberStore.Login> login = members.login(address);
    Optional<Member> member =
        login
            .flatMap(found -> members.member(found.tenant(), found.member()))
            // An address that a member had before still leads here, but is no longer theirs.
            .filter(found -> found.email().equals(address));
    boolean isRight =
        passwords.matches(password, member.map(Member::passwordHash).orElse(Passwords.NOBODYS));
    if (member.isEmpty() || login.isEmpty() || !isRight) {
      return new SignedIn.Refused();
    }
    throttle.clear(address, now);
    TenantId tenant = login.get().tenant();
    Token.Session token = new Token.Session(tenant, ids.secret());
    Instant expiresAt = now.plus(LASTS);
    sessions.put(new Session(tenant, token.hash(), member.get().card().id(), expiresAt));
    return new SignedIn.Welcome(token, expiresAt, tenant, member.get());
  }

  /// Who a session belongs to, as long as it lasts and was not revoked.
  public Optional<Signed> signed(Token.Session token) {
    return sessions
        .session(token, clock.instant())
        .flatMap(session ->
            members
                .member(token.tenant(), session.member())
                .map(member -> new Signed(token.tenant(), member, session.expiresAt())));
  }

  /// Ends a session; a repeat changes nothing.
  public void signOut(Token.Session token) {
    sessions.revoke(token);
  }
}
