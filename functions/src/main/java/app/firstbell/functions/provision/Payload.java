package app.firstbell.functions.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a payload as Lambda's serialization leaves it: maps, lists, texts and numbers. Errors
/// carry the path.
record Payload(String where, Map<?, ?> fields) {
  String path(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }

  String text(String name) {
    String text = textOrNull(name);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(path(name) + ": expected a text, got nothing");
    }
    return text;
  }

  String textOr(String name, String otherwise) {
    String text = textOrNull(name);
    return text == null ? otherwise : text;
  }

  @Nullable String textOrNull(String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> text;
      case Object _ -> throw new IllegalArgumentException(path(name) + ": expected a text");
    };
  }

  int numberOr(String name, int otherwise) {
    return switch (fields.get(name)) {
      case null -> otherwise;
      case Number number -> number.intValue();
      case Object _ -> throw new IllegalArgumentException(path(name) + ": expected a number");
    };
  }

  Payload object(String name) {
    if (fields.get(name) instanceof Map<?, ?> map) {
      return new Payload(path(name), map);
    }
    throw new IllegalArgumentException(path(name) + ": expected an object");
  }

  Payload objectOr(String name, Map<?, ?> otherwise) {
    return fields.get(name) == null ? new Payload(path(name), otherwise) : object(name);
  }

  List<Payload> objects(String name) {
    List<Payload> objects = new ArrayList<>();
    for (Object value : list(name)) {
      if (!(value instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(path(name) + ": expected a list of objects");
      }
      objects.add(new Payload(path(name) + "[" + objects.size() + "]", map));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object value : list(name)) {
      if (!(value instanceof String text)) {
        throw new IllegalArgumentException(path(name) + ": expected a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> list(String name) {
    return switch (fields.get(name)) {
      case null -> List.of();
      case List<?> list -> list;
      case Object _ -> throw new IllegalArgumentException(path(name) + ": expected a list");
    };
  }
}
