package app.firstbell.emulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One line of a statement's `Condition`. What the emulator cannot judge is refused when the
/// template is read: a condition that is silently ignored would allow what AWS denies.
///
/// @param key in lower case
record Condition(Quantifier quantifier, Comparison comparison, String key, List<String> values) {

  enum Quantifier {
    ONE,
    /// Every value of the request must match; true when the request has none, as on AWS.
    ALL,
    ANY
  }

  enum Comparison {
    EQUALS,
    NOT_EQUALS,
    LIKE,
    NOT_LIKE,
    BOOL;

    private boolean holds(String value, List<String> wanted) {
      return switch (this) {
        case EQUALS -> wanted.contains(value);
        case NOT_EQUALS -> !wanted.contains(value);
        case LIKE -> wanted.stream().anyMatch(w -> Wildcard.matches(w, value));
        case NOT_LIKE -> wanted.stream().noneMatch(w -> Wildcard.matches(w, value));
        case BOOL -> wanted.stream().anyMatch(value::equalsIgnoreCase);
      };
    }

    private boolean negates() {
      return this == NOT_EQUALS || this == NOT_LIKE;
    }
  }

  private static final Map<String, Comparison> OPERATORS =
      Map.of(
          "StringEquals", Comparison.EQUALS,
          "StringNotEquals", Comparison.NOT_EQUALS,
          "StringLike", Comparison.LIKE,
          "StringNotLike", Comparison.NOT_LIKE,
          "ArnEquals", Comparison.LIKE,
          "ArnLike", Comparison.LIKE,
          "Bool", Comparison.BOOL);
  private static final Set<String> KEYS =
      Set.of("dynamodb:leadingkeys", "aws:securetransport", "aws:sourcearn", "aws:sourceaccount");

  /// @param where names the policy in an error
  /// @throws IllegalArgumentException for an operator or key that the emulator does not know
  static List<Condition> parse(JsonNode condition, String where) {
    List<Condition> all = new ArrayList<>();
    for (var line : condition.properties()) {
      String name = line.getKey();
      Quantifier quantifier = Quantifier.ONE;
      if (name.startsWith("ForAllValues:")) {
        quantifier = Quantifier.ALL;
      } else if (name.startsWith("ForAnyValue:")) {
        quantifier = Quantifier.ANY;
      }
      Comparison comparison = OPERATORS.get(name.substring(name.indexOf(':') + 1));
      if (comparison == null) {
        throw new IllegalArgumentException(
            "%s has the condition operator %s, which the emulator cannot judge; it knows %s, also with ForAllValues: and ForAnyValue:"
                .formatted(where, name, new TreeSet<>(OPERATORS.keySet())));
      }
      for (var key : line.getValue().properties()) {
        String lower = key.getKey().toLowerCase(Locale.ROOT);
        if (!KEYS.contains(lower)) {
          throw new IllegalArgumentException(
              "%s has the condition key %s, which the emulator cannot judge; it knows %s"
                  .formatted(where, key.getKey(), new TreeSet<>(KEYS)));
        }
        all.add(new Condition(quantifier, comparison, lower, Statement.texts(key.getValue())));
      }
    }
    return all;
  }

  /// @param context values of the request by key in lower case
  boolean holds(Map<String, List<String>> context) {
    List<String> given = context.getOrDefault(key, List.of());
    return switch (quantifier) {
      case ALL -> given.stream().allMatch(v -> comparison.holds(v, values));
      case ANY -> given.stream().anyMatch(v -> comparison.holds(v, values));
      case ONE ->
          given.isEmpty() ? comparison.negates() : comparison.holds(given.getFirst(), values);
    };
  }
}
