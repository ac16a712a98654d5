package app.firstbell.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.identity.Digest;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A fact in the chain of its organization.
///
/// The hash is SHA-256 over a text that begins with the hash of the record before. Each value in it
/// stands behind its length in bytes, so that no two records have the same text, and no library
/// decides how it is written:
///
/// ```
/// firstbell audit 1
/// previous 64:000…
/// organization 4:demo
/// n 1:1
/// at 13:1795000000000
/// ```
///
/// and so on: `id`, `application`, `what`, `by.kind`, `by.id`, `by.name`, `by.organization`, `as`,
/// `subject.kind`, `subject.id`, `subject.name`, then for each detail, in the order of their names,
/// `detail` (its name) and `value`. What is not there is left out.
///
/// @param n 1, 2, 3 … in the order in which the facts came to the log
public record AuditRecord(long n, Fact fact, String hash) {
  /// The next record of a chain.
  public static AuditRecord after(AuditHead head, Fact fact) {
    long n = head.n() + 1;
    return new AuditRecord(n, fact, hash(head.hash(), n, fact));
  }

  /// The head of a chain that ends here.
  public AuditHead head() {
    return new AuditHead(n, hash);
  }

  /// Whether this is, unchanged, the record that was written behind `head`.
  public boolean follows(AuditHead head) {
    return n == head.n() + 1 && hash.equals(hash(head.hash(), n, fact));
  }

  static String hash(String previous, long n, Fact fact) {
    return Digest.hex(text(previous, n, fact));
  }

  static String text(String previous, long n, Fact fact) {
    StringBuilder text = new StringBuilder(512).append("firstbell audit 1\n");
    line(text, "previous", previous);
    line(text, "organization", fact.tenant().value());
    line(text, "n", Long.toString(n));
    line(text, "at", Long.toString(fact.at().toEpochMilli()));
    line(text, "id", fact.id());
    line(text, "application", fact.application());
    line(text, "what", fact.what());
    line(text, "by.kind", fact.by().kind());
    line(text, "by.id", fact.by().id());
    line(text, "by.name", fact.by().name());
    line(text, "by.organization", fact.by().organization());
    line(text, "as", fact.as());
    Fact.Subject subject = fact.subject();
    if (subject != null) {
      line(text, "subject.kind", subject.kind());
      line(text, "subject.id", subject.id());
      line(text, "subject.name", subject.name());
    }
    new TreeMap<>(fact.details())
        .forEach((name, value) -> {
          line(text, "detail", name);
          line(text, "value", value);
        });
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name)
          .append(' ')
          .append(value.getBytes(UTF_8).length)
          .append(':')
          .append(value)
          .append('\n');
    }
  }
}
