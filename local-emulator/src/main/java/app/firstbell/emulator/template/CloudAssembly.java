package app.firstbell.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A `cdk.out` directory, loaded, checked and resolved.
public final class CloudAssembly implements Assembly {
  private static final String DISTRIBUTION = "AWS::CloudFront::Distribution";

  private final List<Resource> resources;
  private final Map<String, String> outputs;
  private final Map<String, Path> assets;
  private final Map<String, Resource> byName = new HashMap<>();
  private final List<String> notes;

  private CloudAssembly(
      List<Resource> resources,
      Map<String, String> outputs,
      Map<String, Path> assets,
      List<String> notes) {
    this.resources = List.copyOf(resources);
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    this.assets = assets;
    this.notes = List.copyOf(notes);
    for (Resource resource : resources) {
      byName.putIfAbsent(resource.ref(), resource);
      byName.putIfAbsent(resource.arn(), resource);
    }
  }

  /// A read but not yet resolved assembly: tells which distributions need a port.
  public static final class Draft {
    private final Manifest manifest;

    private Draft(Manifest manifest) {
      this.manifest = manifest;
    }

    /// Logical ids of the distributions: first those that have an API behind them, then the others,
    /// in template order.
    public List<String> distributions() {
      List<String> withApi = new ArrayList<>();
      List<String> others = new ArrayList<>();
      for (Manifest.Stack stack : manifest.stacks()) {
        stack
            .template()
            .path("Resources")
            .properties()
            .forEach(resource -> {
              if (resource.getValue().path("Type").asText().equals(DISTRIBUTION)) {
                boolean api =
                    resource.getValue().path("Properties").toString().contains("execute-api");
                (api ? withApi : others).add(resource.getKey());
              }
            });
      }
      withApi.addAll(others);
      return withApi;
    }

    /// @throws AssemblyException when the templates hold anything that this emulator does not know
    public CloudAssembly resolve(LocalAddresses addresses) {
      return CloudAssembly.resolve(manifest, addresses);
    }
  }

  /// Reads the manifest and the templates.
  ///
  /// @throws AssemblyException when it is not an assembly, or one of an unknown version
  public static Draft read(Path cdkOut) {
    return new Draft(Manifest.read(cdkOut));
  }

  private static CloudAssembly resolve(Manifest manifest, LocalAddresses addresses) {
    List<StackScope> scopes = new ArrayList<>();
    Map<String, JsonNode> exports = new HashMap<>();
    for (Manifest.Stack stack : manifest.stacks()) {
      scopes.add(new StackScope(stack, addresses, exports));
    }
    refuseUnknownTypes(scopes);
    Map<String, String> domains = new LinkedHashMap<>();
    for (StackScope scope : scopes) {
      for (String id : scope.logicalIds()) {
        if (scope.typeOf(id).equals(DISTRIBUTION)) {
          domains.put(scope.attribute(id, "DomainName", id).asText(), id);
        }
      }
    }
    List<Resource> resources = new ArrayList<>();
    Map<String, String> outputs = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    for (StackScope scope : scopes) {
      scope.exportOutputs();
      for (String id : scope.logicalIds()) {
        Identity identity = scope.identity(id);
        JsonNode properties = localize(scope.properties(id), addresses, domains);
        resources.add(
            new Resource(
                scope.stack(), id, scope.typeOf(id), properties, identity.ref(), identity.arn()));
        noteUnknownProperties(scope.typeOf(id), id, properties, notes);
      }
      scope
          .outputs()
          .forEach(
              (name, value) -> outputs.put(name, localize(value, addresses, domains).asText()));
    }
    Unplayed.refuse(resources);
    Unplayed.told(resources).ifPresent(notes::add);
    return new CloudAssembly(resources, outputs, manifest.assets(), notes);
  }

  private static void refuseUnknownTypes(List<StackScope> scopes) {
    List<String> unknown = new ArrayList<>();
    for (StackScope scope : scopes) {
      for (String id : scope.logicalIds()) {
        if (ResourceType.of(scope.typeOf(id)).isEmpty()) {
          unknown.add(
              "  %s (logical id %s, stack %s)".formatted(scope.typeOf(id), id, scope.stack()));
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new AssemblyException(
          "expected only resource types that this emulator plays, got\n"
              + String.join("\n", unknown)
              + "\nTake them out of the template, or teach the emulator. It knows: "
              + String.join(", ", ResourceType.names()));
    }
  }

  private static void noteUnknownProperties(
      String type, String id, JsonNode properties, List<String> notes) {
    ResourceType.of(type)
        .ifPresent(known -> {
          List<String> unknown =
              known.unknownAmong(properties.properties().stream().map(Map.Entry::getKey));
          if (!unknown.isEmpty()) {
            notes.add("%s %s: not heeded here: %s".formatted(type, id, String.join(", ", unknown)));
          }
        });
  }

  private static JsonNode localize(
      JsonNode node, LocalAddresses addresses, Map<String, String> domains) {
    return switch (node) {
      case TextNode text -> TextNode.valueOf(addresses.localize(text.textValue(), domains));
      case ArrayNode array -> {
        ArrayNode local = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(element -> local.add(localize(element, addresses, domains)));
        yield local;
      }
      case ObjectNode object -> {
        ObjectNode local = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(property ->
                local.set(property.getKey(), localize(property.getValue(), addresses, domains)));
        yield local;
      }
      default -> node;
    };
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }

  @Override
  public Optional<Resource> find(String refOrArn) {
    return Optional.ofNullable(byName.get(refOrArn));
  }

  @Override
  public Map<String, String> outputs() {
    return outputs;
  }

  @Override
  public Optional<Path> asset(String bucket, String key) {
    return Optional.ofNullable(assets.get(Manifest.assetName(bucket, key)));
  }

  /// Properties that the templates set and that nothing here heeds, one sentence each, to be told
  /// at the start.
  public List<String> notes() {
    return notes;
  }
}
