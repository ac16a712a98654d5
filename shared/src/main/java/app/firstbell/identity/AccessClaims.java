package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Optional;

/// What an access token says: who, and by which session. What they may do is not in it, but in the
/// rows of session, member and organization, so that a revocation counts at once.
///
/// @param organization in which the session is: of support the customer's
/// @param member who is signed in
/// @param from of support, the organization of which `member` is a member; else nothing
/// @param expiresAt to the second
public record AccessClaims(
    TenantId organization,
    AgentId member,
    SessionId session,
    Optional<TenantId> from,
    Instant expiresAt) {
  /// Whether this is a support session's.
  public boolean isSupport() {
    return from.isPresent();
  }
}
