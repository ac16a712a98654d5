package app.firstbell.key;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An API key as it is stored: whoever reads the table cannot use it.
///
/// @param id 26 characters of base32
/// @param reach whether its scopes count for customers too
/// @param hash SHA-256 of the whole key, in hexadecimal
/// @param lastUsedDay the last day on which it was used, such as `2026-11-22` (UTC)
/// @param expiresAt null for a key that does not expire
public record ApiKey(
    TenantId tenant,
    String id,
    String name,
    Set<Scope> scopes,
    Reach reach,
    String hash,
    Instant createdAt,
    @Nullable String lastUsedDay,
    @Nullable Instant expiresAt) {
  public ApiKey {
    EnumSet<Scope> ordered = EnumSet.noneOf(Scope.class);
    ordered.addAll(scopes);
    scopes = Collections.unmodifiableSet(ordered);
  }

  public boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
