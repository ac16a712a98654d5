package app.firstbell.functions.http;

import app.firstbell.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The fields of a request's body, or of an object in it. What is not as it must be is refused with
/// a pointer to it: an unknown field first of all, since it is a known one misspelt.
final class Fields {
  static final int LONGEST_NAME = 80;
  static final int LONGEST_EMAIL = 254;

  /// As browsers check it; whether it is somebody's, only the mail tells.
  private static final Pattern EMAIL =
      Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+");

  private final JsonValue.Obj object;
  private final String at;

  private Fields(JsonValue.Obj object, String at) {
    this.object = object;
    this.at = at;
  }

  /// @param at the JSON pointer of the object; empty for the body itself
  static Fields of(JsonValue.Obj object, String at, String... allowed) {
    Set<String> known = Set.of(allowed);
    for (String name : object.fields().keySet()) {
      if (!known.contains(name)) {
        throw Problem.invalid(
            at + "/" + escaped(name), "this field is not known here; expected: " + list(allowed));
      }
    }
    return new Fields(object, at);
  }

  /// Whether the field is in the body, be it as `null`.
  boolean has(String name) {
    return object.fields().containsKey(name);
  }

  boolean isNull(String name) {
    return object.fields().get(name) instanceof JsonValue.Null;
  }

  /// @param name of the field; `sites/2` is the third of an array
  Problem wrong(String name, String detail) {
    return Problem.invalid(at + "/" + name, detail);
  }

  /// A text of one line that must be there, without spaces around it.
  String text(String name, int longest) {
    return optionalText(name, longest)
        .orElseThrow(() -> wrong(name, "expected this field, got nothing"));
  }

  /// A text of one line; `null` and absent are nothing, and so is an empty one.
  Optional<String> optionalText(String name, int longest) {
    return present(name)
        .map(value -> oneLine(pointer(name), value, longest))
        .filter(it -> !it.isEmpty());
  }

  /// A text that may have several lines.
  Optional<String> optionalProse(String name, int longest) {
    return present(name)
        .map(value -> stripped(pointer(name), value, longest, "\n\t"))
        .filter(it -> !it.isEmpty());
  }

  /// A secret, as it was typed: no character is taken from it.
  String secret(String name, int longest) {
    String text =
        present(name)
            .map(value -> string(pointer(name), value))
            .filter(value -> !value.isEmpty())
            .orElseThrow(() -> wrong(name, "expected this field, got nothing"));
    if (text.length() > longest) {
      throw wrong(name, "expected at most " + longest + " characters, got " + text.length());
    }
    return text;
  }

  /// An e-mail address in lower case.
  String email(String name) {
    String address = text(name, LONGEST_EMAIL).toLowerCase(Locale.ROOT);
    if (!EMAIL.matcher(address).matches()) {
      throw wrong(name, "expected an e-mail address such as ada@example.com");
    }
    return address;
  }

  Optional<String> optionalEmail(String name) {
    return optionalText(name, LONGEST_EMAIL).map(_ -> email(name));
  }

  /// One of some words, as `of` knows them.
  <T> Optional<T> word(String name, Function<String, Optional<T>> of, String expected) {
    return optionalText(name, LONGEST_NAME)
        .map(word -> of.apply(word).orElseThrow(() -> wrong(name, "expected " + expected)));
  }

  Optional<Boolean> bool(String name) {
    return present(name)
        .map(value -> {
          if (value instanceof JsonValue.Bool bool) {
            return bool.value();
          }
          throw wrong(name, "expected true or false, got " + value.kind());
        });
  }

  Optional<Long> whole(String name, long least, long most) {
    return present(name)
        .map(value -> {
          if (value instanceof JsonValue.Num num && num.whole().isPresent()) {
            long number = num.whole().get();
            if (number >= least && number <= most) {
              return number;
            }
          }
          throw wrong(name, "expected a whole number from " + least + " to " + most);
        });
  }

  /// An array of texts of one line each.
  Optional<List<String>> texts(String name, int most, int longest) {
    return present(name)
        .map(value -> {
          if (!(value instanceof JsonValue.Arr array)) {
            throw wrong(name, "expected an array, got " + value.kind());
          }
          if (array.values().size() > most) {
            throw wrong(name, "expected at most " + most + ", got " + array.values().size());
          }
          List<String> texts = new ArrayList<>();
          for (JsonValue one : array.values()) {
            texts.add(oneLine(pointer(name) + "/" + texts.size(), one, longest));
          }
          return List.copyOf(texts);
        });
  }

  Optional<Fields> object(String name, String... allowed) {
    return present(name)
        .map(value -> {
          if (value instanceof JsonValue.Obj inner) {
            return of(inner, at + "/" + escaped(name), allowed);
          }
          throw wrong(name, "expected an object, got " + value.kind());
        });
  }

  /// What a merge patch says of a field that is read by `read`.
  <T> Patch<T> patch(String name, Function<String, Optional<T>> read) {
    if (!has(name)) {
      return new Patch.Keep<>();
    }
    return read.apply(name).<Patch<T>>map(Patch.Set::new).orElseGet(Patch.Clear::new);
  }

  private Optional<JsonValue> present(String name) {
    return object.get(name);
  }

  private String pointer(String name) {
    return at + "/" + escaped(name);
  }

  private static String oneLine(String pointer, JsonValue value, int longest) {
    return stripped(pointer, value, longest, "");
  }

  private static String stripped(String pointer, JsonValue value, int longest, String allowed) {
    String text = string(pointer, value).strip();
    int length = text.codePointCount(0, text.length());
    if (length > longest) {
      throw Problem.invalid(pointer, "expected at most " + longest + " characters, got " + length);
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && allowed.indexOf(c) < 0)) {
      throw Problem.invalid(pointer, "expected a text without control characters");
    }
    return text;
  }

  private static String string(String pointer, JsonValue value) {
    if (value instanceof JsonValue.Text text) {
      return text.value();
    }
    throw Problem.invalid(pointer, "expected a string, got " + value.kind());
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String list(String... names) {
    return names.length == 0 ? "none" : String.join(", ", names);
  }
}
