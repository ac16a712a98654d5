package app.firstbell.credit;

import app.firstbell.agent.AgentId;
import app.firstbell.chat.ChatId;
import app.firstbell.organization.TenantId;
import java.time.Instant;

/// One credit that is set aside while an operator has a chat. The chat's id is its identity: a chat
/// costs one credit, once.
///
/// @param tenant whose credit it is
/// @param home the organization of the operator
/// @param operator as the operator's own organization knows them
public record Reservation(
    TenantId tenant, ChatId chat, TenantId home, AgentId operator, Instant at) {}
