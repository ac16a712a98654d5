package app.firstbell.audit;

import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What of the tables' changes is worth the audit log: of a chat's log everything but messages, and
/// every act.
///
/// The details of a chat are a list of what is taken, not of what is left out: a field that
/// somebody adds later stays out until it is named here. An act's details were chosen by whoever
/// wrote the act.
public final class Facts {
  private static final List<String> DETAILS =
      List.of("room", "rung", "why", "stars", "agent", "afterMillis");
  private static final String CHAT = "#chat#";
  private static final String ACT = "#act";
  private static final int MILLIS = 13;

  private Facts() {}

  /// The fact that a stored item tells.
  ///
  /// @return nothing when the item is neither an entry of a log nor an act, or is a message
  /// @throws RuntimeException when an entry or an act lacks what each of them has
  public static Optional<Fact> of(Map<String, AttributeValue> item) {
    Row row = new Row(item);
    String pk = row.text("pk");
    String sk = row.text("sk");
    if (pk.endsWith(ACT)) {
      return Optional.of(act(pk, sk, row));
    }
    int separator = pk.indexOf(CHAT);
    if (separator < 0 || !sk.startsWith("e#") || row.text("kind").equals("message")) {
      return Optional.empty();
    }
    String tenant = pk.substring(0, separator);
    String chat = pk.substring(separator + CHAT.length());
    return Optional.of(entry(new TenantId(tenant), chat, sk.substring("e#".length()), row));
  }

  private static Fact entry(TenantId tenant, String chat, String number, Row row) {
    String by = row.text("by");
    return new Fact(
        tenant,
        row.instant("at"),
        chat + "#" + number,
        "chat",
        "chat." + row.text("kind"),
        new Fact.By(by, row.textOrNull("byId"), name(by, row), null),
        null,
        new Fact.Subject("chat", chat, null),
        details(row));
  }

  /// A visitor's name is what a visitor wrote.
  private static @Nullable String name(String by, Row row) {
    return by.equals("agent") ? row.textOrNull("byName") : null;
  }

  private static Map<String, String> details(Row row) {
    Map<String, AttributeValue> taken = new HashMap<>();
    for (String name : DETAILS) {
      AttributeValue value = row.values().get(name);
      if (value != null) {
        taken.put(name, value);
      }
    }
    return AuditItem.texts(taken);
  }

  private static Fact act(String pk, String sk, Row row) {
    if (sk.length() < MILLIS + 2 || sk.charAt(MILLIS) != '#') {
      throw new IllegalStateException("expected an act's key to be a time, # and an id, got " + sk);
    }
    return new Fact(
        new TenantId(pk.substring(0, pk.length() - ACT.length())),
        Instant.ofEpochMilli(Long.parseLong(sk.substring(0, MILLIS))),
        sk.substring(MILLIS + 1),
        row.text("application"),
        row.text("what"),
        AuditItem.by(new Row(row.map("by"))),
        row.textOrNull("as"),
        AuditItem.subject(row),
        AuditItem.texts(row.map("details")));
  }
}
