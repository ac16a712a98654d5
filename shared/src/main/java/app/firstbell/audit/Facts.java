package app.firstbell.audit;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a chat's log is worth the audit log: everything but messages.
///
/// Details are a list of what is taken, not of what is left out: a field that somebody adds later
/// stays out until it is named here.
public final class Facts {
  private static final List<String> DETAILS =
      List.of("room", "rung", "why", "stars", "agent", "afterMillis");
  private static final String CHAT = "#chat#";

  private Facts() {}

  /// The fact of a stored entry.
  ///
  /// @param entry its attributes as text: strings, and numbers as they are written
  /// @return nothing when the item is no entry of a log, or a message
  /// @throws IllegalArgumentException when an entry lacks what every entry has
  public static Optional<Fact> of(Map<String, String> entry) {
    String pk = need(entry, "pk");
    String sk = need(entry, "sk");
    int separator = pk.indexOf(CHAT);
    if (separator < 0 || !sk.startsWith("e#")) {
      return Optional.empty();
    }
    String kind = need(entry, "kind");
    if (kind.equals("message")) {
      return Optional.empty();
    }
    String chat = pk.substring(separator + CHAT.length());
    Map<String, String> details = new HashMap<>();
    for (String name : DETAILS) {
      String value = entry.get(name);
      if (value != null) {
        details.put(name, value);
      }
    }
    String id = entry.get("byId");
    return Optional.of(
        new Fact(
            new TenantId(pk.substring(0, separator)),
            Instant.ofEpochMilli(Long.parseLong(need(entry, "at"))),
            chat + "#" + sk.substring("e#".length()),
            chat,
            "chat." + kind,
            need(entry, "by") + (id == null ? "" : ":" + id),
            details));
  }

  private static String need(Map<String, String> entry, String name) {
    String value = entry.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected attribute " + name + " in the record, got none");
    }
    return value;
  }
}
