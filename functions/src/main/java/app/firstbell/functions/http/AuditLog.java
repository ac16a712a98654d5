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
  private static final String MORE = ",,,There is more: choose a shorter time.,,,,,\r\n";

  /// How much one request does.
  ///
  /// @param verified records that it looks through, usually; four times as many when they stand far
  ///   from their places
  /// @param exported records that it looks through for a file, whether the filter shows them or not
  /// @param file bytes after which a file ends
  record Bounds(int verified, int exported, long file) {
    /// A request has ten seconds.
    static final Bounds USUAL = new Bounds(5_000, 20_000, Csv.Growing.MOST_BYTES);
  }

  private final AuditReader reader;
  private final Bounds bounds;

  AuditLog(AuditReader reader, Bounds bounds) {
    this.reader = reader;
    this.bounds = bounds;
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

  /// The whole of what the filter shows, newest first; when that is too much for one answer, or too
  /// long to look for, the last line says so.
  Answer export(Call call) {
    AuditFilter filter = AuditFilter.of(call);
    Csv.Growing file = new Csv.Growing(bounds.file()).add(AuditCsv.HEADER);
    int left = bounds.exported();
    Optional<String> next = Optional.empty();
    do {
      AuditReader.Page page =
          reader.newestFirst(
              call.tenant(), filter.from(), filter.last(), next, Math.min(CHUNK, left));
      for (AuditRecord record : page.records()) {
        if (filter.shows(record.fact())) {
          file.add(AuditCsv.line(record));
        }
      }
      left -= page.records().size();
      next = page.next();
    } while (next.isPresent() && left > 0 && !file.isFull());
    if (next.isPresent()) {
      file.add(MORE);
    }
    return Csv.file("audit-" + call.tenant(), file.text());
  }

  /// The verdict; or, of a log that is too long for one request, how far it is whole, and a cursor
  /// to go on with. Then nothing says `intact`: nobody shall take a part for the whole.
  Answer verify(Call call) {
    Verification.Part part =
        reader.verify(
            call.tenant(),
            call.after().map(Checkpoint::parse),
            bounds.verified(),
            4 * bounds.verified());
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
