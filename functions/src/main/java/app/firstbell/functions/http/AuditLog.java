package app.firstbell.functions.http;

import app.firstbell.audit.AuditReader;
import app.firstbell.audit.AuditRecord;
import app.firstbell.audit.Checkpoint;
import app.firstbell.audit.Fact;
import app.firstbell.audit.Verification;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.transaction.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads an organization's audit log: by pages, as a file, and to verify its chain of hashes.
final class AuditLog {
  /// A page is bounded also when its filter leaves out nearly everything: it may then be short, and
  /// still have a next one.
  private static final int READS = 10;

  private static final int CHUNK = 250;

  /// Lambda answers at most 6 MB.
  private static final int LONGEST_FILE = 4_000_000;

  private final AuditReader reader;
  private final int verified;

  /// @param verified records that one request looks through, usually; four times as many when they
  ///   stand far from their places
  AuditLog(AuditReader reader, int verified) {
    this.reader = reader;
    this.verified = verified;
  }

  Answer list(Call call) {
    AuditFilter filter = AuditFilter.of(call);
    List<AuditRecord> found = new ArrayList<>();
    Optional<String> position = call.after();
    Optional<String> next = position;
    for (int reads = 0; reads < READS; reads++) {
      AuditReader.Page page =
          reader.newestFirst(call.tenant(), filter.from(), filter.last(), next, CHUNK);
      for (AuditRecord record : page.records()) {
        if (filter.shows(record.fact())) {
          if (found.size() == call.limit()) {
            return shown(call, found, AuditReader.position(found.getLast()));
          }
          found.add(record);
        }
      }
      next = page.next();
      if (next.isEmpty()) {
        return shown(call, found, null);
      }
    }
    return shown(call, found, next.orElse(null));
  }

  /// The whole of what the filter shows, newest first; when that is too much for one answer, the
  /// last line says so.
  Answer export(Call call) {
    AuditFilter filter = AuditFilter.of(call);
    StringBuilder file = new StringBuilder(AuditCsv.HEADER);
    Optional<String> next = Optional.empty();
    do {
      AuditReader.Page page =
          reader.newestFirst(call.tenant(), filter.from(), filter.last(), next, CHUNK);
      page.records().stream()
          .filter(record -> filter.shows(record.fact()))
          .forEach(record -> file.append(AuditCsv.line(record)));
      next = page.next();
    } while (next.isPresent() && file.length() < LONGEST_FILE);
    if (next.isPresent()) {
      file.append(",,,There is more: choose a shorter time.,,,,,\r\n");
    }
    return Csv.file("audit-" + call.tenant(), file.toString());
  }

  /// The verdict; or, of a log that is too long for one request, how far it is whole, and a cursor
  /// to go on with. Then nothing says `intact`: nobody shall take a part for the whole.
  Answer verify(Call call) {
    Verification.Part part =
        reader.verify(call.tenant(), call.after().map(Checkpoint::parse), verified, 4 * verified);
    Verification verification = part.soFar();
    return Http.json(
        200,
        json -> {
          if (part.next().isEmpty()) {
            json.bool("intact", verification.isIntact());
          }
          part.next().ifPresent(next -> json.text("next", call.next(next.text())));
          json.number("records", verification.records())
              .object(
                  "head",
                  head ->
                      head.number("n", verification.head().n())
                          .text("hash", verification.head().hash()));
          verification
              .broken()
              .ifPresent(broken ->
                  json.object(
                      "broken",
                      it ->
                          it.number("n", broken.n())
                              .instant("at", broken.at().orElse(null))
                              .text("why", broken.why().sentence())));
        });
  }

  private static Answer shown(Call call, List<AuditRecord> records, @Nullable String position) {
    return Http.json(
        200,
        json -> {
          json.objects("items", records, AuditLog::write);
          json.text("next", position == null ? null : call.next(position));
        });
  }

  private static void write(JsonObjectWriter json, AuditRecord record) {
    Fact fact = record.fact();
    Fact.By by = fact.by();
    Fact.Subject subject = fact.subject();
    json.text("id", fact.id())
        .number("n", record.n())
        .instant("at", fact.at())
        .text("application", fact.application())
        .text("what", fact.what())
        .object(
            "by",
            it ->
                it.text("kind", by.kind())
                    .text("id", by.id())
                    .text("name", by.name())
                    .text("organization", by.organization()))
        .text("as", fact.as());
    if (subject != null) {
      json.object(
          "subject",
          it ->
              it.text("kind", subject.kind())
                  .text("id", subject.id())
                  .text("name", subject.name()));
    }
    json.object("details", it -> new TreeMap<>(fact.details()).forEach(it::text))
        .text("hash", record.hash());
  }
}
