package app.firstbell.simulator.world;

import app.firstbell.json.JsonValue;
import app.firstbell.simulator.check.Violation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one client knows of a chat. It never forgets, so that what it is told later must agree.
public final class ChatView {
  private final String id;
  private final Map<Long, String> entries = new TreeMap<>();
  private final Map<String, Long> messages = new TreeMap<>();
  private long seen;
  private boolean isOver;

  ChatView(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /// The highest number below which nothing is missing.
  public long seen() {
    return seen;
  }

  public Map<Long, String> entries() {
    return entries;
  }

  /// The numbers of messages by their cid: the client's own, and everybody's.
  boolean hasMessage(String author, String cid) {
    return messages.containsKey(author + "/" + cid);
  }

  boolean isOver() {
    return isOver;
  }

  void over() {
    isOver = true;
  }

  /// An entry as a frame shows it.
  void add(JsonValue.Obj entry) {
    long seq = entry.whole("seq").orElseThrow();
    JsonValue.Obj by = entry.object("by").orElseThrow();
    add(
        seq,
        entry.text("kind").orElseThrow(),
        by.text("party").orElse(""),
        by.text("id").orElse(""),
        entry.text("cid").orElse(""),
        entry.text("text").orElse(entry.text("why").orElse("")));
  }

  void add(long seq, String kind, String party, String author, String cid, String text) {
    String print = print(kind, party, author, cid, text);
    @Nullable String known = entries.putIfAbsent(seq, print);
    if (known != null && !known.equals(print)) {
      throw new Violation(
          "I2", "chat " + id + " entry " + seq + " was [" + known + "], now [" + print + "]");
    }
    if (kind.equals("message")) {
      messages.put(author + "/" + cid, seq);
    }
    if (kind.equals("ended") || kind.equals("missed")) {
      isOver = true;
    }
    while (entries.containsKey(seen + 1)) {
      seen++;
    }
  }

  /// A page of the log, which must begin where it was asked for and have no gap.
  ///
  /// @return the number behind which to ask on, or 0 when that was all
  long page(long after, JsonValue.Obj log) {
    long expected = after;
    List<JsonValue> entriesOfPage = log.array("entries").orElseThrow();
    for (JsonValue value : entriesOfPage) {
      JsonValue.Obj entry = (JsonValue.Obj) value;
      expected++;
      if (entry.whole("seq").orElse(0L) != expected) {
        throw new Violation(
            "I3",
            "chat "
                + id
                + " synced after "
                + after
                + ": expected "
                + expected
                + ", got "
                + entry.whole("seq").orElse(0L));
      }
      add(entry);
    }
    boolean isMore = log.bool("more").orElse(false);
    long last = log.whole("last").orElse(0L);
    if (!isMore && last != expected) {
      throw new Violation(
          "I3",
          "chat "
              + id
              + " synced after "
              + after
              + ": the log ends at "
              + last
              + ", but entries came up to "
              + expected);
    }
    return isMore ? expected : 0;
  }

  /// An entry as one line.
  public static String print(String kind, String party, String author, String cid, String text) {
    return kind + "|" + party + "|" + author + "|" + cid + "|" + text;
  }
}
