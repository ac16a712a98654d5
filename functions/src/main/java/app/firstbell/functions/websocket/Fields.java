package app.firstbell.functions.websocket;

import app.firstbell.chat.ChatId;
import app.firstbell.chat.Page;
import app.firstbell.json.FieldException;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a frame, each with its limits. A field that is not as it must be is named in
/// the error, with what was expected and what came, but never with its value.
final class Fields {
  private static final Pattern CID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>()\\[\\],;:\"\\\\]{1,64}@[^\\s@<>()\\[\\],;:\"\\\\]+\\.[^\\s@<>()\\[\\],;:\"\\\\]{2,63}");
  private static final long LARGEST_NUMBER = 9_999_999_998L;
  private static final int ANSWERS = 10;
  private static final int ANSWER = 500;

  /// Whether lines may break within a text.
  private enum Lines {
    ONE,
    MANY
  }

  private final JsonValue.Obj json;

  Fields(JsonValue.Obj json) {
    this.json = json;
  }

  String cid() {
    return optionalCid().orElseThrow(() -> missing("cid"));
  }

  static boolean isCid(String text) {
    return CID.matcher(text).matches();
  }

  Optional<String> optionalCid() {
    return json.text("cid")
        .map(cid -> {
          if (!isCid(cid)) {
            throw new FieldException("cid", "expected 1 to 64 of A-Z a-z 0-9 _ -");
          }
          return cid;
        });
  }

  ChatId chat() {
    String chat = json.text("chat").orElseThrow(() -> missing("chat"));
    if (!ChatId.isValid(chat)) {
      throw new FieldException("chat", "expected 26 of a-z 2-7");
    }
    return new ChatId(chat);
  }

  Optional<TenantId> organization() {
    return json.text("organization")
        .map(id -> {
          if (!TenantId.isValid(id)) {
            throw new FieldException("organization", "expected 1 to 40 of a-z 0-9 -");
          }
          return new TenantId(id);
        });
  }

  RoomId room() {
    return json.text("room")
        .map(room -> {
          // Rooms are shown in capitals; their ids are not.
          String id = room.toLowerCase(Locale.ROOT);
          if (!RoomId.isValid(id)) {
            throw new FieldException("room", "expected 1 to 40 of a-z 0-9 -");
          }
          return new RoomId(id);
        })
        .orElse(RoomId.GENERAL);
  }

  /// A text of several lines, 1 to `longest` code points, not only white space.
  String text(String name, int longest) {
    return optional(name, longest, Lines.MANY).orElseThrow(() -> missing(name));
  }

  @Nullable String optionalText(String name, int longest) {
    return optional(name, longest, Lines.MANY).orElse(null);
  }

  /// A text of one line.
  @Nullable String optionalLine(String name, int longest) {
    return optional(name, longest, Lines.ONE).orElse(null);
  }

  String line(String name, int longest) {
    return optional(name, longest, Lines.ONE).orElseThrow(() -> missing(name));
  }

  String email() {
    return optionalEmail().orElseThrow(() -> missing("email"));
  }

  Optional<String> optionalEmail() {
    return optional("email", 254, Lines.ONE)
        .map(email -> {
          if (!EMAIL.matcher(email).matches()) {
            throw new FieldException("email", "expected an e-mail address");
          }
          return email;
        });
  }

  @Nullable Page page() {
    Optional<JsonValue.Obj> page = json.object("page");
    if (page.isEmpty()) {
      return null;
    }
    Fields fields = new Fields(page.get());
    try {
      String url = fields.line("url", 2000);
      String scheme = url.toLowerCase(Locale.ROOT);
      if (!scheme.startsWith("https://") && !scheme.startsWith("http://")) {
        throw new FieldException("url", "expected an address that begins with https:// or http://");
      }
      return new Page(url, fields.optionalLine("title", 300));
    } catch (FieldException inside) {
      throw inside.within("page");
    }
  }

  /// Up to ten answers of up to 500 code points, in their order.
  Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    JsonValue.Obj given = json.object("answers").orElse(new JsonValue.Obj(Map.of()));
    if (given.fields().size() > ANSWERS) {
      throw new FieldException(
          "answers", "expected at most " + ANSWERS + " answers, got " + given.fields().size());
    }
    for (String question : given.fields().keySet()) {
      check("answers", question, 200, Lines.ONE);
      try {
        new Fields(given)
            .optional(question, ANSWER, Lines.MANY)
            .ifPresent(answer -> answers.put(question, answer));
      } catch (FieldException inside) {
        throw new FieldException("answers", inside.problem());
      }
    }
    return answers;
  }

  long number(String name, long least, long most) {
    return optionalNumber(name, least, most).orElseThrow(() -> missing(name));
  }

  long sequence(String name) {
    return number(name, 0, LARGEST_NUMBER);
  }

  Optional<Long> optionalSequence(String name) {
    return optionalNumber(name, 0, LARGEST_NUMBER);
  }

  Optional<Long> optionalNumber(String name, long least, long most) {
    return json.whole(name)
        .map(number -> {
          if (number < least || number > most) {
            throw new FieldException(
                name, "expected a number from " + least + " to " + most + ", got " + number);
          }
          return number;
        });
  }

  boolean flag(String name) {
    return json.bool(name).orElseThrow(() -> missing(name));
  }

  private Optional<String> optional(String name, int longest, Lines lines) {
    return json.text(name)
        .filter(text -> !text.isEmpty())
        .map(text -> {
          check(name, text, longest, lines);
          return text;
        });
  }

  /// Code points are counted, since an emoji is one to whoever types it; control characters are
  /// refused, since they can rewrite a terminal or a mail; normal forms are left as they are typed.
  private static void check(String name, String text, int longest, Lines lines) {
    int points = text.codePointCount(0, text.length());
    if (points > longest) {
      throw new FieldException(name, "expected at most " + longest + " characters, got " + points);
    }
    if (text.isBlank()) {
      throw new FieldException(name, "expected more than white space");
    }
    text.codePoints()
        .forEach(point -> {
          boolean isBreak = lines == Lines.MANY && (point == '\n' || point == '\t');
          if (Character.getType(point) == Character.CONTROL && !isBreak) {
            throw new FieldException(
                name,
                String.format(Locale.ROOT, "expected no control characters, got U+%04X", point));
          }
          if (Character.getType(point) == Character.SURROGATE) {
            throw new FieldException(name, "expected whole characters, got half a surrogate pair");
          }
        });
  }

  private static FieldException missing(String name) {
    return new FieldException(name, "expected this field, got nothing");
  }
}
