package app.firstbell.access;

import app.firstbell.organization.TenantId;
import java.util.Optional;

/// The organization that an action is about.
///
/// @param parent the reseller or platform to which it belongs; only the platform has none
public record Target(TenantId organization, Optional<TenantId> parent) {}
