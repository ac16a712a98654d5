package app.firstbell.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names of one stack: its parameters, conditions, mappings, resources, and what other stacks
/// exported before it.
final class StackScope implements Intrinsics.Scope {
  private static final String REFERS_TO_SECRETS = "AWS::CloudFront::Distribution";

  private final String stack;
  private final JsonNode template;
  private final LocalAddresses addresses;
  private final Map<String, JsonNode> exports;
  private final Map<String, Identity> identities = new HashMap<>();
  private final Map<String, Boolean> conditions = new HashMap<>();
  private final Set<String> beingResolved = new LinkedHashSet<>();

  /// @param exports shared by all stacks: filled by [#exportOutputs]
  StackScope(Manifest.Stack stack, LocalAddresses addresses, Map<String, JsonNode> exports) {
    this.stack = stack.name();
    this.template = stack.template();
    this.addresses = addresses;
    this.exports = exports;
    if (template.has("Transform")) {
      throw new AssemblyException(
          "expected a plain template, got the transform "
              + template.path("Transform")
              + " in stack "
              + this.stack);
    }
  }

  String stack() {
    return stack;
  }

  /// Resources that exist: their condition, if they have one, holds.
  List<String> logicalIds() {
    return template.path("Resources").properties().stream()
        .filter(resource -> {
          JsonNode condition = resource.getValue().path("Condition");
          return condition.isMissingNode() || condition(condition.asText(), resource.getKey());
        })
        .map(Map.Entry::getKey)
        .toList();
  }

  String typeOf(String logicalId) {
    return resource(logicalId).path("Type").asText();
  }

  JsonNode properties(String logicalId) {
    JsonNode properties = resource(logicalId).path("Properties");
    if (properties.isMissingNode()) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode resolved = intrinsics(logicalId).resolve(properties);
    if (!typeOf(logicalId).equals(REFERS_TO_SECRETS)
        && resolved.toString().contains("{{resolve:")) {
      throw new AssemblyException(
          logicalId
              + ": expected a reference to a secret in a distribution's custom headers only: the"
              + " emulator puts its value in there and nowhere else");
    }
    return resolved;
  }

  /// Makes the stack's exports known to the stacks after it.
  void exportOutputs() {
    template
        .path("Outputs")
        .properties()
        .forEach(output -> {
          JsonNode name = output.getValue().path("Export").path("Name");
          if (!name.isMissingNode() && present(output)) {
            exports.put(
                intrinsics(output.getKey()).resolve(name).asText(),
                intrinsics(output.getKey()).resolve(output.getValue().path("Value")));
          }
        });
  }

  Map<String, JsonNode> outputs() {
    Map<String, JsonNode> outputs = new LinkedHashMap<>();
    template.path("Outputs").properties().stream()
        .filter(this::present)
        .forEach(output ->
            outputs.put(
                output.getKey(),
                intrinsics(output.getKey()).resolve(output.getValue().path("Value"))));
    return outputs;
  }

  private boolean present(Map.Entry<String, JsonNode> output) {
    JsonNode condition = output.getValue().path("Condition");
    return condition.isMissingNode() || condition(condition.asText(), output.getKey());
  }

  Identity identity(String logicalId) {
    Identity known = identities.get(logicalId);
    if (known != null) {
      return known;
    }
    if (!beingResolved.add(logicalId)) {
      throw new AssemblyException(
          "the names of "
              + beingResolved
              + " in stack "
              + stack
              + " depend on each other in a circle");
    }
    ResourceType type =
        ResourceType.of(typeOf(logicalId))
            .orElseThrow(() -> new AssemblyException("unknown resource type of " + logicalId));
    Naming.Properties properties =
        name -> {
          JsonNode value = resource(logicalId).path("Properties").path(name);
          if (value.isMissingNode()) {
            return Optional.empty();
          }
          JsonNode resolved = intrinsics(logicalId).resolve(value);
          return resolved.isMissingNode() ? Optional.empty() : Optional.of(resolved.asText());
        };
    Identity identity =
        type.naming().identify(new Naming.Given(stack, logicalId, properties, addresses));
    identities.put(logicalId, identity);
    beingResolved.remove(logicalId);
    return identity;
  }

  @Override
  public Optional<JsonNode> ref(String name) {
    return switch (name) {
      case "AWS::AccountId" -> text(Assembly.ACCOUNT);
      case "AWS::Region" -> text(Assembly.REGION);
      case "AWS::Partition" -> text("aws");
      case "AWS::URLSuffix" -> text("amazonaws.com");
      case "AWS::StackName" -> text(stack);
      case "AWS::StackId" ->
          text(
              "arn:aws:cloudformation:%s:%s:stack/%s/00000000-0000-0000-0000-000000000000"
                  .formatted(Assembly.REGION, Assembly.ACCOUNT, stack));
      case "AWS::NotificationARNs" -> Optional.of(JsonNodeFactory.instance.arrayNode());
      case "AWS::NoValue" -> Optional.of(MissingNode.getInstance());
      default -> {
        JsonNode parameter = template.path("Parameters").path(name);
        if (!parameter.isMissingNode()) {
          yield Optional.of(parameterValue(name, parameter));
        }
        yield resource(name).isMissingNode() ? Optional.empty() : text(identity(name).ref());
      }
    };
  }

  private JsonNode parameterValue(String name, JsonNode parameter) {
    JsonNode value = parameter.path("Default");
    if (value.isMissingNode()) {
      throw new AssemblyException(
          "expected a default for parameter "
              + name
              + " of stack "
              + stack
              + ", got none; nobody is asked here");
    }
    return value;
  }

  @Override
  public JsonNode attribute(String logicalId, String attribute, String where) {
    if (resource(logicalId).isMissingNode()) {
      throw new AssemblyException(
          where
              + ": expected a resource of stack "
              + stack
              + ", got Fn::GetAtt of \""
              + logicalId
              + "\"");
    }
    Identity identity = identity(logicalId);
    String value = identity.attributes().get(attribute);
    if (value == null) {
      throw new AssemblyException(
          "%s: expected an attribute of %s (%s) that this emulator computes (%s), got \"%s\""
              .formatted(
                  where,
                  logicalId,
                  typeOf(logicalId),
                  identity.attributes().isEmpty()
                      ? "none"
                      : String.join(
                          ", ", identity.attributes().keySet().stream().sorted().toList()),
                  attribute));
    }
    return TextNode.valueOf(value);
  }

  @Override
  public boolean condition(String name, String where) {
    Boolean known = conditions.get(name);
    if (known != null) {
      return known;
    }
    JsonNode condition = template.path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw new AssemblyException(
          where + ": expected a condition of stack " + stack + ", got \"" + name + "\"");
    }
    boolean holds = intrinsics("condition " + name).test(condition);
    conditions.put(name, holds);
    return holds;
  }

  @Override
  public Optional<JsonNode> mapping(String map, String first, String second) {
    JsonNode entry = template.path("Mappings").path(map).path(first).path(second);
    return entry.isMissingNode() ? Optional.empty() : Optional.of(entry);
  }

  @Override
  public Optional<JsonNode> exported(String name) {
    return Optional.ofNullable(exports.get(name));
  }

  private JsonNode resource(String logicalId) {
    return template.path("Resources").path(logicalId);
  }

  private Intrinsics intrinsics(String where) {
    return new Intrinsics(this, where);
  }

  private static Optional<JsonNode> text(String value) {
    return Optional.of(TextNode.valueOf(value));
  }
}
