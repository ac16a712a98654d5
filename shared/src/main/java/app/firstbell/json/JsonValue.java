package app.firstbell.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value of JSON as it was read.
public sealed interface JsonValue {
  record Text(String value) implements JsonValue {}

  /// A number as it was written, so that none is rounded before somebody has looked at it.
  record Num(String literal) implements JsonValue {
    /// The number as a whole one, or nothing when it has a fraction or does not fit.
    public Optional<Long> whole() {
      try {
        return Optional.of(Long.parseLong(literal));
      } catch (NumberFormatException notWhole) {
        return Optional.empty();
      }
    }
  }

  record Bool(boolean value) implements JsonValue {}

  record Null() implements JsonValue {}

  record Arr(List<JsonValue> values) implements JsonValue {
    public Arr {
      values = List.copyOf(values);
    }
  }

  /// An object; its fields keep the order in which they were written.
  record Obj(Map<String, JsonValue> fields) implements JsonValue {
    public Optional<JsonValue> get(String name) {
      return Optional.ofNullable(fields.get(name)).filter(value -> !(value instanceof Null));
    }

    public Optional<String> text(String name) {
      return get(name)
          .map(value -> {
            if (value instanceof Text text) {
              return text.value();
            }
            throw wrongType(name, "a string", value);
          });
    }

    public Optional<Long> whole(String name) {
      return get(name)
          .map(value -> {
            if (value instanceof Num num && num.whole().isPresent()) {
              return num.whole().get();
            }
            throw wrongType(name, "a whole number", value);
          });
    }

    public Optional<Boolean> bool(String name) {
      return get(name)
          .map(value -> {
            if (value instanceof Bool bool) {
              return bool.value();
            }
            throw wrongType(name, "true or false", value);
          });
    }

    public Optional<Obj> object(String name) {
      return get(name)
          .map(value -> {
            if (value instanceof Obj obj) {
              return obj;
            }
            throw wrongType(name, "an object", value);
          });
    }

    public Optional<List<JsonValue>> array(String name) {
      return get(name)
          .map(value -> {
            if (value instanceof Arr arr) {
              return arr.values();
            }
            throw wrongType(name, "an array", value);
          });
    }

    private static FieldException wrongType(String name, String expected, JsonValue got) {
      return new FieldException(name, "expected " + expected + ", got " + got.kind());
    }
  }

  /// What this is, in words for an error; never the value itself.
  default String kind() {
    return switch (this) {
      case Text _ -> "a string";
      case Num _ -> "a number";
      case Bool _ -> "true or false";
      case Null _ -> "null";
      case Arr _ -> "an array";
      case Obj _ -> "an object";
    };
  }
}
