package app.firstbell.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What follows from an authorizer's answer. Sources: "Output from an API Gateway Lambda
/// authorizer" and "Gateway response types" in the API Gateway developer guide.
sealed interface Authorization {
  String EXPLICIT_DENY = "User is not authorized to access this resource with an explicit deny";
  String IMPLICIT_DENY = "User is not authorized to access this resource";

  record Allowed(Identity identity) implements Authorization {}

  /// 401.
  record Unauthorized() implements Authorization {}

  /// 403, with AWS's words.
  record Denied(String words) implements Authorization {}

  /// 500: the authorizer failed, or its answer is no policy.
  record Broken(String why) implements Authorization {}

  /// Whether all the authorizer's identity sources are there.
  static boolean sourcesPresent(Authorizer authorizer, Caller caller) {
    return authorizer.sources().stream()
        .allMatch(source ->
            switch (source) {
              case Authorizer.IdentitySource.Header(String name) ->
                  caller.headers().entrySet().stream()
                      .anyMatch(h ->
                          h.getKey().equalsIgnoreCase(name) && !h.getValue().getLast().isEmpty());
              case Authorizer.IdentitySource.Query(String name) ->
                  caller.query().getOrDefault(name, List.of("")).stream()
                      .anyMatch(value -> !value.isEmpty());
              case Authorizer.IdentitySource.StageVariable(String name) ->
                  !caller.stage().variables().getOrDefault(name, "").isEmpty();
              case Authorizer.IdentitySource.Context(String _) -> true;
            });
  }

  static Authorization of(Outcome outcome, String methodArn, int mostBytes) {
    return switch (outcome) {
      case Outcome.Answered(byte[] payload) ->
          payload.length > mostBytes
              ? new Broken("the result has " + payload.length + " bytes, at most " + mostBytes)
              : read(payload, methodArn);
      case Outcome.Failed(String message) ->
          message.equals("Unauthorized") ? new Unauthorized() : new Broken(message);
      case Outcome.TimedOut() -> new Broken("timed out");
      case Outcome.NotPermitted() -> new Broken("no permission to invoke it");
    };
  }

  private static Authorization read(byte[] payload, String methodArn) {
    JsonNode result;
    try {
      result = new ObjectMapper().readTree(payload);
    } catch (IOException notJson) {
      return new Broken("the result is not JSON");
    }
    JsonNode principal = result.path("principalId");
    JsonNode statements = result.path("policyDocument").path("Statement");
    if (!principal.isTextual() || !(statements.isArray() || statements.isObject())) {
      return new Broken("expected principalId (text) and policyDocument with Statement");
    }
    Optional<Map<String, String>> context = context(result.path("context"));
    if (context.isEmpty()) {
      return new Broken("context may hold text, numbers and booleans only");
    }
    boolean allowed = false;
    for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
      boolean applies =
          texts(statement.path("Action")).stream()
                  .anyMatch(
                      a -> Wildcards.matches(a.toLowerCase(Locale.ROOT), "execute-api:invoke"))
              && texts(statement.path("Resource")).stream()
                  .anyMatch(r -> Wildcards.matches(r, methodArn));
      if (applies && statement.path("Effect").asText().equals("Deny")) {
        return new Denied(EXPLICIT_DENY);
      }
      allowed |= applies && statement.path("Effect").asText().equals("Allow");
    }
    return allowed
        ? new Allowed(new Identity(principal.asText(), context.get()))
        : new Denied(IMPLICIT_DENY);
  }

  private static Optional<Map<String, String>> context(JsonNode context) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : context.properties()) {
      if (entry.getValue().isContainerNode()) {
        return Optional.empty();
      }
      if (!entry.getValue().isNull()) {
        values.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return Optional.of(values);
  }

  private static List<String> texts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(t -> texts.add(t.asText()));
    } else if (oneOrMany.isTextual()) {
      texts.add(oneOrMany.asText());
    }
    return texts;
  }
}
