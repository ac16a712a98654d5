package app.firstbell.emulator.lambda;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What one invocation wrote to its output, as lines. Thread-safe; what is beyond the limits is
/// dropped, and said so.
final class InvocationLog {
  private static final int MOST_LINES = 200;
  private static final int LONGEST_LINE_BYTES = 8_192;

  private final List<String> lines = new ArrayList<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private int dropped;

  synchronized void write(byte[] bytes, int offset, int length) {
    int from = offset;
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] == '\n') {
        append(bytes, from, at - from);
        endLine();
        from = at + 1;
      }
    }
    append(bytes, from, offset + length - from);
  }

  void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  private void append(byte[] bytes, int offset, int length) {
    partial.write(
        bytes,
        offset,
        Math.min(length, LONGEST_LINE_BYTES - Math.min(LONGEST_LINE_BYTES, partial.size())));
  }

  private void endLine() {
    if (lines.size() < MOST_LINES) {
      lines.add(partial.toString(StandardCharsets.UTF_8).stripTrailing());
    } else {
      dropped++;
    }
    partial.reset();
  }

  synchronized List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    if (partial.size() > 0) {
      all.add(partial.toString(StandardCharsets.UTF_8));
    }
    if (dropped > 0) {
      all.add("… and " + dropped + " more lines");
    }
    return List.copyOf(all);
  }
}
