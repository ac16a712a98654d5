package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.organization.Account;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins sessions, and makes the tokens of those that there are.
public final class Passes {
  /// A session that is not refreshed for so long has ended.
  public static final Duration IDLE = Duration.ofDays(7);

  /// No session lasts longer, however often it is refreshed.
  public static final Duration LONGEST = Duration.ofDays(30);

  private static final int LONGEST_CLIENT = 120;

  private final AccessTokens tokens;
  private final TokenKeys keys;
  private final Ids ids;

  public Passes(AccessTokens tokens, TokenKeys keys, Ids ids) {
    this.tokens = tokens;
    this.keys = keys;
    this.ids = ids;
  }

  /// A new session, which is not stored yet.
  ///
  /// @param client what the browser says of itself, or what is made of that
  public Session begin(
      TenantId tenant, AgentId member, Instant now, String client, @Nullable String computer) {
    String shown = client.length() > LONGEST_CLIENT ? client.substring(0, LONGEST_CLIENT) : client;
    return Session.begun(
        tenant, new SessionId(ids.id()), member, now, now.plus(IDLE), shown, computer);
  }

  /// Until when a session goes on that is refreshed now.
  public static Instant until(Session session, Instant now) {
    Instant idle = now.plus(IDLE);
    Instant longest = session.createdAt().plus(LONGEST);
    return idle.isBefore(longest) ? idle : longest;
  }

  /// The tokens of a stored session.
  public Pass pass(Session session, Account organization, Member member) {
    Instant expiresAt =
        session.support().isPresent() ? session.expiresAt() : earlier(session, tokens.expiry());
    String token =
        tokens.issue(
            new AccessClaims(
                session.tenant(),
                session.member(),
                session.id(),
                session.support().map(Session.Support::organization),
                expiresAt));
    Optional<Pass.Refresh> refresh =
        session.support().isPresent()
            ? Optional.empty()
            : Optional.of(new Pass.Refresh(session.refreshToken().text(keys), session.expiresAt()));
    return new Pass(token, expiresAt, refresh, session, organization, member);
  }

  private static Instant earlier(Session session, Instant expiry) {
    return expiry.isBefore(session.expiresAt()) ? expiry : session.expiresAt();
  }
}
