package app.firstbell.credit;

import app.firstbell.organization.TenantId;
import java.time.Instant;

/// Whether an organization's operators are rung. A hint read a moment ago: the accept decides.
@FunctionalInterface
public interface Credits {
  /// Whether at least one credit is left and the monthly fee is paid until after `now`.
  boolean areUsable(TenantId tenant, Instant now);
}
