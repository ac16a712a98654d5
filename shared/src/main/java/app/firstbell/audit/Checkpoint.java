package app.firstbell.audit;

import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import java.util.Optional;

/// Where the looking through a chain was, so that it can go on there later: a very long log does
/// not fit into one request.
///
/// Whoever could write one could make a broken chain look whole: it is signed on its way.
///
/// @param before the head as it was when the looking began
/// @param end the last record up to which the chain is whole
/// @param records how many were seen
/// @param highest number that was seen
/// @param key of the last record that was seen; nothing before the first
public record Checkpoint(
    AuditHead before, AuditHead end, long records, long highest, Optional<String> key) {
  public static Checkpoint start(AuditHead head) {
    return new Checkpoint(head, AuditHead.START, 0, 0, Optional.empty());
  }

  public String text() {
    return Json.write(json -> {
      json.object("before", it -> write(it, before));
      json.object("end", it -> write(it, end));
      json.number("records", records).number("highest", highest);
      json.text("key", key.orElse(null));
    });
  }

  /// The other way round than [#text()].
  ///
  /// @throws RuntimeException when the text is nothing that it writes
  public static Checkpoint parse(String text) {
    JsonValue.Obj json = Json.object(text);
    return new Checkpoint(
        head(json.object("before").orElseThrow()),
        head(json.object("end").orElseThrow()),
        json.whole("records").orElseThrow(),
        json.whole("highest").orElseThrow(),
        json.text("key"));
  }

  private static void write(JsonObjectWriter json, AuditHead head) {
    json.number("n", head.n()).text("hash", head.hash());
  }

  private static AuditHead head(JsonValue.Obj json) {
    return new AuditHead(json.whole("n").orElseThrow(), json.text("hash").orElseThrow());
  }
}
