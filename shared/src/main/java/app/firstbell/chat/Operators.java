package app.firstbell.chat;

import app.firstbell.organization.TenantId;

/// The operators who were rung for a chat beside the organization's own agents.
///
/// @param home the tenant that they are agents of
/// @param organization the name of the chat's organization, since its id says them little
public record Operators(TenantId home, String organization) {}
