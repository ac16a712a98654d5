package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.organization.TenantId;
import java.time.Instant;

/// An agent's signed-in session as it is stored.
///
/// @param hash SHA-256 of the token
public record Session(TenantId tenant, String hash, AgentId member, Instant expiresAt) {}
