package app.firstbell.emulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A pattern of a mapping's `FilterCriteria`: which records a function is invoked with.
///
/// Every named field must hold one of its values; a value is a JSON scalar or one of `prefix`,
/// `suffix`, `equals-ignore-case`, `anything-but`, `exists`, `numeric`. `$or` takes alternatives.
/// Numbers of DynamoDB are strings (`{"N": ["101"]}`), so `numeric` never matches them, as on AWS.
/// Source: Lambda Developer Guide, "Control which events Lambda sends to your function".
public sealed interface EventFilter {
  /// @param event the record; missing for a field that is not there
  boolean matches(JsonNode event);

  /// Reads a pattern.
  ///
  /// @throws IllegalArgumentException AWS's words, and what in the pattern is wrong
  static EventFilter parse(String pattern) {
    try {
      return object(new ObjectMapper().readTree(pattern));
    } catch (IOException e) {
      throw invalid("it is not JSON: " + pattern);
    }
  }

  /// All fields and all alternatives.
  record Fields(Map<String, EventFilter> fields, List<List<EventFilter>> alternatives)
      implements EventFilter {
    @Override
    public boolean matches(JsonNode event) {
      return fields.entrySet().stream().allMatch(f -> f.getValue().matches(event.path(f.getKey())))
          && alternatives.stream().allMatch(any -> any.stream().anyMatch(f -> f.matches(event)));
    }
  }

  /// One of several values; of an array, one element is enough.
  record OneOf(List<Value> values) implements EventFilter {
    @Override
    public boolean matches(JsonNode event) {
      if (event.isArray() && !event.isEmpty()) {
        for (JsonNode element : event) {
          if (values.stream().anyMatch(v -> v.matches(element))) {
            return true;
          }
        }
        return false;
      }
      return values.stream().anyMatch(v -> v.matches(event));
    }
  }

  /// A way to look at one value.
  @FunctionalInterface
  interface Value {
    boolean matches(JsonNode value);
  }

  private static EventFilter object(JsonNode pattern) {
    if (!pattern.isObject() || pattern.isEmpty()) {
      throw invalid("expected an object with fields, got " + pattern);
    }
    Map<String, EventFilter> fields = new java.util.LinkedHashMap<>();
    List<List<EventFilter>> alternatives = new ArrayList<>();
    for (var field : pattern.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals("$or")) {
        List<EventFilter> any = new ArrayList<>();
        value.forEach(each -> any.add(object(each)));
        alternatives.add(any);
      } else if (value.isObject()) {
        fields.put(field.getKey(), object(value));
      } else if (value.isArray() && !value.isEmpty()) {
        List<Value> values = new ArrayList<>();
        value.forEach(each -> values.add(value(each)));
        fields.put(field.getKey(), new OneOf(values));
      } else {
        throw invalid(
            "field %s must be an object or an array of values, got %s"
                .formatted(field.getKey(), value));
      }
    }
    return new Fields(fields, alternatives);
  }

  private static Value value(JsonNode given) {
    if (!given.isContainerNode()) {
      return exactly(given);
    }
    if (!given.isObject() || given.size() != 1) {
      throw invalid("expected a value or an object with one operator, got " + given);
    }
    var operator = given.properties().iterator().next();
    JsonNode argument = operator.getValue();
    return switch (operator.getKey()) {
      case "prefix" -> {
        String prefix = text(argument);
        yield v -> v.isTextual() && v.asText().startsWith(prefix);
      }
      case "suffix" -> {
        String suffix = text(argument);
        yield v -> v.isTextual() && v.asText().endsWith(suffix);
      }
      case "equals-ignore-case" -> {
        String wanted = text(argument).toLowerCase(Locale.ROOT);
        yield v -> v.isTextual() && v.asText().toLowerCase(Locale.ROOT).equals(wanted);
      }
      case "anything-but" -> anythingBut(argument);
      case "exists" -> {
        if (!argument.isBoolean()) {
          throw invalid("exists takes true or false, got " + argument);
        }
        boolean wanted = argument.asBoolean();
        yield v -> v.isMissingNode() != wanted;
      }
      case "numeric" -> numeric(argument);
      default -> throw invalid("unknown operator " + operator.getKey());
    };
  }

  private static Value exactly(JsonNode wanted) {
    if (wanted.isNumber()) {
      return v -> v.isNumber() && v.decimalValue().compareTo(wanted.decimalValue()) == 0;
    }
    return v -> v.equals(wanted);
  }

  private static Value anythingBut(JsonNode argument) {
    List<Value> unwanted = new ArrayList<>();
    if (argument.isArray()) {
      argument.forEach(each -> unwanted.add(value(each)));
    } else {
      unwanted.add(value(argument));
    }
    if (unwanted.isEmpty()) {
      throw invalid("anything-but takes at least one value");
    }
    return v -> !v.isMissingNode() && unwanted.stream().noneMatch(u -> u.matches(v));
  }

  private static Value numeric(JsonNode argument) {
    if (!argument.isArray() || argument.isEmpty() || argument.size() % 2 != 0) {
      throw invalid("numeric takes pairs of a comparison and a number, got " + argument);
    }
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < argument.size(); i += 2) {
      JsonNode bound = argument.get(i + 1);
      if (!bound.isNumber()) {
        throw invalid("numeric compares with numbers, got " + bound);
      }
      all.add(comparison(argument.get(i).asText(), bound.decimalValue()));
    }
    return v -> v.isNumber() && all.stream().allMatch(c -> c.matches(v));
  }

  private static Value comparison(String operator, java.math.BigDecimal bound) {
    return switch (operator) {
      case "=" -> v -> v.decimalValue().compareTo(bound) == 0;
      case "<" -> v -> v.decimalValue().compareTo(bound) < 0;
      case "<=" -> v -> v.decimalValue().compareTo(bound) <= 0;
      case ">" -> v -> v.decimalValue().compareTo(bound) > 0;
      case ">=" -> v -> v.decimalValue().compareTo(bound) >= 0;
      default -> throw invalid("unknown comparison " + operator);
    };
  }

  private static String text(JsonNode argument) {
    return Optional.of(argument)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .orElseThrow(() -> invalid("expected a text, got " + argument));
  }

  private static IllegalArgumentException invalid(String why) {
    return new IllegalArgumentException("Invalid filter pattern definition. " + why);
  }
}
