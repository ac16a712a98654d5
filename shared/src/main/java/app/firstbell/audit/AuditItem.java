package app.firstbell.audit;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A record of the audit log as an item of the table `Accounts`. Time and id stand in the sort key
/// alone, so that they cannot say two things.
final class AuditItem {
  static final String HEAD = "head";
  private static final int MILLIS = 13;

  private AuditItem() {}

  static String pk(TenantId tenant) {
    return tenant + "#audit";
  }

  /// The key of a fact, by which a second delivery meets the first.
  static String sk(Fact fact) {
    return time(fact.at()) + "#" + fact.id();
  }

  /// Begins the keys of what happened at a moment: 13 digits reach to the year 2286.
  static String time(Instant at) {
    return String.format(Locale.ROOT, "%013d", at.toEpochMilli());
  }

  static Map<String, AttributeValue> item(AuditRecord record) {
    Fact fact = record.fact();
    Item item =
        Item.key(pk(fact.tenant()), sk(fact))
            .number("n", record.n())
            .text("hash", record.hash())
            .text("application", fact.application())
            .text("what", fact.what())
            .map(
                "by",
                new Item()
                    .text("kind", fact.by().kind())
                    .text("id", fact.by().id())
                    .text("name", fact.by().name())
                    .text("organization", fact.by().organization())
                    .build())
            .text("as", fact.as());
    Fact.Subject subject = fact.subject();
    if (subject != null) {
      item.map(
          "subject",
          new Item()
              .text("kind", subject.kind())
              .text("id", subject.id())
              .text("name", subject.name())
              .build());
    }
    if (!fact.details().isEmpty()) {
      Item details = new Item();
      fact.details().forEach(details::text);
      item.map("details", details.build());
    }
    return item.build();
  }

  /// @throws RuntimeException when the item is no record of an audit log
  static AuditRecord record(Row row) {
    String pk = row.text("pk");
    String sk = row.text("sk");
    if (!pk.endsWith("#audit") || sk.length() < MILLIS + 2 || sk.charAt(MILLIS) != '#') {
      throw new IllegalStateException("expected the key of an audit record");
    }
    return new AuditRecord(
        row.number("n"),
        new Fact(
            new TenantId(pk.substring(0, pk.length() - "#audit".length())),
            Instant.ofEpochMilli(Long.parseLong(sk.substring(0, MILLIS))),
            sk.substring(MILLIS + 1),
            row.text("application"),
            row.text("what"),
            by(new Row(row.map("by"))),
            row.textOrNull("as"),
            subject(row),
            texts(row.map("details"))),
        row.text("hash"));
  }

  /// The time that the key of an item names, whatever else is in it.
  static Optional<Instant> at(Row row) {
    String sk = row.text("sk");
    return sk.matches("\\d{13}#.*")
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(sk.substring(0, MILLIS))))
        : Optional.empty();
  }

  /// A head that was tampered with is read as one that names no record.
  static AuditHead head(Row row) {
    String hash = row.textOrNull("hash");
    return new AuditHead(row.number("n", 0), hash == null ? "" : hash);
  }

  static Fact.By by(Row by) {
    return new Fact.By(
        by.text("kind"), by.textOrNull("id"), by.textOrNull("name"), by.textOrNull("organization"));
  }

  static Fact.@Nullable Subject subject(Row row) {
    if (!row.has("subject")) {
      return null;
    }
    Row subject = new Row(row.map("subject"));
    return new Fact.Subject(subject.text("kind"), subject.text("id"), subject.textOrNull("name"));
  }

  /// The texts of a map, and its numbers and truths as they are written; the rest is left out.
  static Map<String, String> texts(Map<String, AttributeValue> values) {
    Map<String, String> texts = new HashMap<>();
    values.forEach((name, value) -> {
      String text =
          value.s() != null
              ? value.s()
              : value.n() != null
                  ? value.n()
                  : value.bool() != null
                      ? value.bool().toString()
                      : value.hasL()
                          ? String.join(
                              ", ",
                              value.l().stream()
                                  .map(it -> it.s() == null ? String.valueOf(it.n()) : it.s())
                                  .toList())
                          : null;
      if (text != null) {
        texts.put(name, text);
      }
    });
    return texts;
  }
}
