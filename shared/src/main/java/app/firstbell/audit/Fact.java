package app.firstbell.audit;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that happened in an organization: who did what to whom or what, and when. Never what
/// anybody wrote, and never a secret.
///
/// @param id the same for every delivery: of a chat its id and the entry's number, of an act its id
/// @param application where it happened, such as `chat`, `agents`, `security`
/// @param what such as `chat.accepted`, `agents.invited`
/// @param as the organization as which somebody of another one acted; null when nobody did
/// @param details named values, such as the reason of an end
public record Fact(
    TenantId tenant,
    Instant at,
    String id,
    String application,
    String what,
    By by,
    @Nullable String as,
    @Nullable Subject subject,
    Map<String, String> details) {
  /// Who did it.
  ///
  /// @param kind `visitor`, `agent`, `system`, `member`, `key`, …
  /// @param id null when it was the system
  /// @param name null where a name would be a visitor's: those are not kept
  /// @param organization the name of the organization they belong to, when it is another one
  public record By(
      String kind, @Nullable String id, @Nullable String name, @Nullable String organization) {}

  /// To whom or what it was done.
  public record Subject(String kind, String id, @Nullable String name) {}

  /// @throws IllegalArgumentException when `id` is empty, or `at` is finer than milliseconds: both
  ///   stand in the record's key
  public Fact {
    if (id.isEmpty() || at.getNano() % 1_000_000 != 0) {
      throw new IllegalArgumentException("expected an id, and a time in whole milliseconds");
    }
    details = Map.copyOf(details);
  }
}
