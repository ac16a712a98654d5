package app.firstbell.visitor;

import app.firstbell.organization.TenantId;
import java.time.Instant;

/// A visitor as stored: no more than that there is one who holds a secret.
///
/// @param hash SHA-256 of the visitor's token
public record VisitorAccount(TenantId tenant, VisitorId id, String hash, Instant expiresAt) {}
