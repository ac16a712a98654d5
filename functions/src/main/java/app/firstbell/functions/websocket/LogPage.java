package app.firstbell.functions.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.chat.Entry;
import app.firstbell.json.Json;
import java.util.ArrayList;
import java.util.List;

/// As much of a log as fits into one answer: API Gateway sends at most 128 KB to a client.
///
/// @param last the highest number known, be it in this page or not
/// @param more whether there is more behind the last of `entries`
record LogPage(List<Entry> entries, long last, boolean more) {
  private static final int BYTES = 100 * 1024;

  /// @param read up to one more than `limit`, so that it shows whether there is more
  static LogPage of(List<Entry> read, int limit, long knownLast) {
    List<Entry> fitting = new ArrayList<>();
    int bytes = 0;
    for (Entry entry : read) {
      bytes += Json.write(json -> HeadJson.write(json, entry)).getBytes(UTF_8).length + 1;
      if (fitting.size() == limit || (bytes > BYTES && !fitting.isEmpty())) {
        break;
      }
      fitting.add(entry);
    }
    long last = read.isEmpty() ? knownLast : Math.max(knownLast, read.getLast().seq());
    return new LogPage(fitting, last, fitting.size() < read.size());
  }
}
