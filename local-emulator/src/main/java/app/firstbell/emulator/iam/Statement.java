package app.firstbell.emulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One statement of a policy. `allActionsBut` and `allResourcesBut` are `NotAction` and
/// `NotResource`.
record Statement(Effect effect, Names actions, Names resources, List<Condition> conditions) {

  enum Effect {
    ALLOW,
    DENY
  }

  /// Patterns that name something, or everything but something.
  record Names(Sense sense, List<String> patterns) {
    enum Sense {
      THESE,
      ALL_BUT_THESE
    }

    boolean include(String text) {
      boolean named = patterns.stream().anyMatch(p -> Wildcard.matches(p, text));
      return named == (sense == Sense.THESE);
    }
  }

  private static final Set<String> FIELDS =
      Set.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition",
          "Principal");

  /// Reads the statements of a policy document.
  ///
  /// @param where names the policy in an error
  /// @throws IllegalArgumentException for anything the emulator does not understand
  static List<Statement> parse(JsonNode document, String where) {
    JsonNode given = document.path("Statement");
    List<Statement> all = new ArrayList<>();
    for (JsonNode statement : given.isArray() ? given : List.of(given)) {
      all.add(one(statement, where));
    }
    return all;
  }

  static Statement one(JsonNode statement, String where) {
    for (var field : statement.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "%s has a statement with %s, which the emulator does not know"
                .formatted(where, field.getKey()));
      }
    }
    Effect effect =
        switch (statement.path("Effect").asText()) {
          case "Allow" -> Effect.ALLOW;
          case "Deny" -> Effect.DENY;
          case String other ->
              throw new IllegalArgumentException(
                  "%s has the effect '%s'; expected Allow or Deny".formatted(where, other));
        };
    return new Statement(
        effect,
        lower(names(statement, "Action", where)),
        names(statement, "Resource", where),
        Condition.parse(statement.path("Condition"), where));
  }

  private static Names names(JsonNode statement, String field, String where) {
    if (statement.has(field)) {
      return new Names(Names.Sense.THESE, texts(statement.get(field)));
    }
    if (statement.has("Not" + field)) {
      return new Names(Names.Sense.ALL_BUT_THESE, texts(statement.get("Not" + field)));
    }
    throw new IllegalArgumentException(
        "%s has a statement without %s or Not%s".formatted(where, field, field));
  }

  private static Names lower(Names names) {
    return new Names(
        names.sense(), names.patterns().stream().map(p -> p.toLowerCase(Locale.ROOT)).toList());
  }

  static List<String> texts(JsonNode oneOrMany) {
    List<String> all = new ArrayList<>();
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(v -> all.add(v.asText()));
    } else {
      all.add(oneOrMany.asText());
    }
    return all;
  }

  /// @param action for example `dynamodb:PutItem`; letters' case does not matter
  boolean isAbout(String action, String resource) {
    return actions.include(action.toLowerCase(Locale.ROOT)) && resources.include(resource);
  }

  /// Whether its conditions hold.
  ///
  /// @param context values of the request by key in lower case
  boolean holds(Map<String, List<String>> context) {
    return conditions.stream().allMatch(c -> c.holds(context));
  }
}
