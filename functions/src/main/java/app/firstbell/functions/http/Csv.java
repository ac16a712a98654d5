package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.ledger.Amount;
import app.firstbell.transaction.Answer;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files of comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula
/// begins with an apostrophe: a name or a memo is anybody's text, and must not run on the machine
/// of whoever opens the file. Numbers are ours, and stay numbers.
final class Csv {
  private static final String DANGEROUS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  /// A cell of somebody's text; null is an empty one.
  static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String defused = DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean isPlain = defused.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    return isPlain ? defused : "\"" + defused.replace("\"", "\"\"") + "\"";
  }

  /// A number that can be added up.
  static String number(long number) {
    return Long.toString(number);
  }

  /// An amount as a number with its unit's decimals: 1250 of EUR is `12.50`.
  static String number(Amount amount) {
    return BigDecimal.valueOf(amount.minor(), amount.unit().exponent()).toPlainString();
  }

  static String line(String... cells) {
    return String.join(",", cells) + "\r\n";
  }

  /// A file that grows line by line, and knows when it is too long for one answer: Lambda's are
  /// JSON of at most 6 MB, in which each quote and each end of a line takes one byte more.
  static final class Growing {
    /// Leaves room for what is read at once.
    static final long MOST_BYTES = 5_000_000;

    private final StringBuilder lines = new StringBuilder();
    private final long most;
    private long bytes;

    Growing() {
      this(MOST_BYTES);
    }

    /// @param most bytes after which it is full
    Growing(long most) {
      this.most = most;
    }

    Growing add(String line) {
      lines.append(line);
      bytes += line.getBytes(UTF_8).length;
      bytes += line.chars().map(Growing::escape).sum();
      return this;
    }

    boolean isFull() {
      return bytes >= most;
    }

    String text() {
      return lines.toString();
    }

    /// How many bytes more than its own a character takes in JSON.
    private static int escape(int c) {
      return switch (c) {
        case '"', '\\', '\n', '\r', '\t' -> 1;
        default -> c < ' ' ? 5 : 0;
      };
    }
  }

  /// @param name of the file, without its ending
  static Answer file(String name, String lines) {
    return new Answer(
        200,
        Map.of(
            "Content-Type",
            "text/csv; charset=utf-8",
            "Content-Disposition",
            "attachment; filename=\"" + name + ".csv\""),
        lines);
  }
}
