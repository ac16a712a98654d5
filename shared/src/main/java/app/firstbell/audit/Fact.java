package app.firstbell.audit;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Map;

/// One line of the audit log: who did what to which chat, and when. Never what anybody wrote.
///
/// @param id the same for every delivery: chat and number of the entry
/// @param what the kind of entry
/// @param details named values, such as the reason of an end
public record Fact(
    TenantId tenant,
    Instant at,
    String id,
    String chat,
    String what,
    String by,
    Map<String, String> details) {
  public Fact {
    details = Map.copyOf(details);
  }
}
