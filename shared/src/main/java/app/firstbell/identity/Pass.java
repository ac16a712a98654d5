package app.firstbell.identity;

import app.firstbell.agent.Member;
import app.firstbell.organization.Account;
import java.time.Instant;
import java.util.Optional;

/// What somebody gets who has just proved who they are.
///
/// @param token the access token
/// @param refresh by which the session goes on; support has none
public record Pass(
    String token,
    Instant expiresAt,
    Optional<Refresh> refresh,
    Session session,
    Account organization,
    Member member) {
  /// @param expiresAt until when the session may go on without another refresh
  public record Refresh(String text, Instant expiresAt) {}

  @Override
  public String toString() {
    return "Pass[" + session.id() + "]";
  }
}
