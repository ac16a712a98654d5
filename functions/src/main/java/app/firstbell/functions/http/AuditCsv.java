package app.firstbell.functions.http;

import app.firstbell.audit.AuditRecord;
import app.firstbell.audit.Fact;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An audit log as lines of a [Csv].
final class AuditCsv {
  static final String HEADER = "n,at,application,what,by,as,subject,details,hash\r\n";

  private AuditCsv() {}

  static String line(AuditRecord record) {
    Fact fact = record.fact();
    Fact.Subject subject = fact.subject();
    return Csv.line(
        Csv.number(record.n()),
        Csv.cell(fact.at().toString()),
        Csv.cell(fact.application()),
        Csv.cell(fact.what()),
        Csv.cell(by(fact.by())),
        Csv.cell(fact.as()),
        Csv.cell(subject == null ? null : either(subject.name(), subject.id())),
        Csv.cell(details(fact)),
        Csv.cell(record.hash()));
  }

  private static String by(Fact.By by) {
    String who = either(by.name(), by.id() == null ? by.kind() : by.id());
    return by.organization() == null ? who : who + " (" + by.organization() + ")";
  }

  private static String details(Fact fact) {
    return new TreeMap<>(fact.details())
        .entrySet().stream()
            .map(detail -> detail.getKey() + ": " + detail.getValue())
            .collect(Collectors.joining("; "));
  }

  private static String either(@Nullable String one, String other) {
    return one == null ? other : one;
  }
}
