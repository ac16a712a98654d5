package app.firstbell.functions.http;

import app.firstbell.audit.AuditRecord;
import app.firstbell.audit.Fact;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An audit log as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with
/// an apostrophe: a name or a reason is anybody's text, and must not run on the administrator's
/// machine.
final class AuditCsv {
  static final String HEADER = "n,at,application,what,by,as,subject,details,hash\r\n";
  private static final String DANGEROUS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private AuditCsv() {}

  static String line(AuditRecord record) {
    Fact fact = record.fact();
    Fact.Subject subject = fact.subject();
    return List.of(
                cell(Long.toString(record.n())),
                cell(fact.at().toString()),
                cell(fact.application()),
                cell(fact.what()),
                cell(by(fact.by())),
                cell(fact.as()),
                cell(subject == null ? null : either(subject.name(), subject.id())),
                cell(details(fact)),
                cell(record.hash()))
            .stream()
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String defused = DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean isPlain = defused.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    return isPlain ? defused : "\"" + defused.replace("\"", "\"\"") + "\"";
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
