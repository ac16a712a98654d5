package app.firstbell.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Resolves CloudFormation's intrinsic functions within one value of a template.
///
/// `AWS::NoValue` is a [MissingNode] on the way: it removes the property or the list's element that
/// holds it.
///
/// @param scope what names mean in the stack
/// @param where the logical id, for messages
record Intrinsics(Scope scope, String where) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(!?)([^}]+)}");

  /// What names mean in one stack.
  interface Scope {
    /// The value of a parameter or pseudo parameter, or the `Ref` of a resource; empty when there
    /// is none of the name.
    Optional<JsonNode> ref(String name);

    /// An attribute of a resource.
    ///
    /// @throws AssemblyException when there is no such resource or attribute
    JsonNode attribute(String logicalId, String attribute, String where);

    boolean condition(String name, String where);

    Optional<JsonNode> mapping(String map, String first, String second);

    Optional<JsonNode> exported(String name);
  }

  JsonNode resolve(JsonNode node) {
    return switch (node) {
      case ObjectNode object when intrinsicIn(object) instanceof String name ->
          apply(name, object.path(name));
      case ObjectNode object -> {
        ObjectNode resolved = NODES.objectNode();
        object
            .properties()
            .forEach(property -> {
              JsonNode value = resolve(property.getValue());
              if (!value.isMissingNode()) {
                resolved.set(property.getKey(), value);
              }
            });
        yield resolved;
      }
      case ArrayNode array -> {
        ArrayNode resolved = NODES.arrayNode();
        array.forEach(element -> {
          JsonNode value = resolve(element);
          if (!value.isMissingNode()) {
            resolved.add(value);
          }
        });
        yield resolved;
      }
      case TextNode text
          when text.textValue().contains("{{resolve:")
              && !text.textValue().contains("{{resolve:secretsmanager:") ->
          throw error(
              "expected no dynamic reference but to a secret, got \""
                  + text.textValue()
                  + "\"; it cannot be looked up here");
      default -> node;
    };
  }

  /// Resolves a condition (`Fn::Equals` and the others, or another condition's name).
  boolean test(JsonNode condition) {
    if (condition.isObject() && condition.size() == 1) {
      Map.Entry<String, JsonNode> only = condition.properties().iterator().next();
      JsonNode argument = only.getValue();
      switch (only.getKey()) {
        case "Condition":
          return scope.condition(argument.asText(), where);
        case "Fn::Equals":
          return resolve(argument.path(0)).equals(resolve(argument.path(1)));
        case "Fn::And":
          return elements(argument).stream().allMatch(this::test);
        case "Fn::Or":
          return elements(argument).stream().anyMatch(this::test);
        case "Fn::Not":
          return !test(argument.path(0));
        default:
          break;
      }
    }
    throw error(
        "expected a condition (Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition), got "
            + condition);
  }

  private static @org.jspecify.annotations.Nullable String intrinsicIn(ObjectNode object) {
    if (object.size() != 1) {
      return null;
    }
    String name = object.fieldNames().next();
    return name.equals("Ref") || name.startsWith("Fn::") ? name : null;
  }

  private JsonNode apply(String intrinsic, JsonNode argument) {
    return switch (intrinsic) {
      case "Ref" -> ref(argument.asText());
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Join" -> join(argument);
      case "Fn::Sub" -> sub(argument);
      case "Fn::If" ->
          resolve(argument.path(scope.condition(argument.path(0).asText(), where) ? 1 : 2));
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument);
      case "Fn::ImportValue" -> importValue(text(argument));
      case "Fn::FindInMap" -> findInMap(argument);
      case "Fn::Base64" ->
          NODES.textNode(
              Base64.getEncoder().encodeToString(text(argument).getBytes(StandardCharsets.UTF_8)));
      default ->
          throw error(
              "expected an intrinsic function that this emulator resolves, got " + intrinsic);
    };
  }

  private JsonNode ref(String name) {
    return scope
        .ref(name)
        .orElseThrow(() ->
            error("expected a parameter or a resource of the stack, got Ref \"" + name + "\""));
  }

  private JsonNode attribute(JsonNode argument) {
    if (argument.isTextual()) {
      return dotted(argument.textValue());
    }
    return scope.attribute(argument.path(0).asText(), text(argument.path(1)), where);
  }

  private JsonNode dotted(String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      throw error("expected LogicalId.Attribute, got \"" + name + "\"");
    }
    return scope.attribute(name.substring(0, dot), name.substring(dot + 1), where);
  }

  private JsonNode join(JsonNode argument) {
    return NODES.textNode(
        String.join(
            argument.path(0).asText(), list(argument.path(1)).stream().map(this::plain).toList()));
  }

  private JsonNode sub(JsonNode argument) {
    JsonNode variables = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
    String template = argument.isArray() ? argument.path(0).asText() : argument.asText();
    return NODES.textNode(
        SUBSTITUTION
            .matcher(template)
            .replaceAll(match -> Matcher.quoteReplacement(substitute(match, variables))));
  }

  private String substitute(MatchResult match, JsonNode variables) {
    String name = match.group(2).strip();
    if (!match.group(1).isEmpty()) {
      return "${" + name + "}";
    }
    if (variables.has(name)) {
      return text(variables.path(name));
    }
    return plain(name.contains(".") ? dotted(name) : ref(name));
  }

  private JsonNode select(JsonNode argument) {
    List<JsonNode> from = list(argument.path(1));
    String index = text(argument.path(0));
    int at = index.matches("\\d{1,6}") ? Integer.parseInt(index) : -1;
    if (at < 0 || at >= from.size()) {
      throw error("expected an index below " + from.size() + " in Fn::Select, got " + index);
    }
    return from.get(at);
  }

  private JsonNode split(JsonNode argument) {
    ArrayNode parts = NODES.arrayNode();
    for (String part : text(argument.path(1)).split(Pattern.quote(argument.path(0).asText()), -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode importValue(String name) {
    return scope
        .exported(name)
        .orElseThrow(() ->
            error("expected an export of another stack, got Fn::ImportValue \"" + name + "\""));
  }

  private JsonNode findInMap(JsonNode argument) {
    String map = text(argument.path(0));
    String first = text(argument.path(1));
    String second = text(argument.path(2));
    return scope
        .mapping(map, first, second)
        .orElseThrow(() ->
            error("expected an entry of the mappings, got %s/%s/%s".formatted(map, first, second)));
  }

  private List<JsonNode> list(JsonNode node) {
    JsonNode resolved = resolve(node);
    if (!resolved.isArray()) {
      throw error("expected a list, got " + resolved);
    }
    return elements(resolved);
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private String text(JsonNode node) {
    return plain(resolve(node));
  }

  private String plain(JsonNode resolved) {
    if (resolved.isValueNode() && !resolved.isMissingNode()) {
      return resolved.asText();
    }
    throw error("expected text, got " + (resolved.isMissingNode() ? "nothing" : resolved));
  }

  AssemblyException error(String what) {
    return new AssemblyException(where + ": " + what);
  }
}
