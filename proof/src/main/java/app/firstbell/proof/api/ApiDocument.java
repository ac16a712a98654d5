package app.firstbell.proof.api;

import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// `docs/api/openapi.yaml`, read: its operations by route, and its references followed.
public final class ApiDocument {
  static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private final JsonNode document;
  private final Map<String, Operation> operations = new TreeMap<>();

  private ApiDocument(JsonNode document) {
    this.document = document;
    for (var path : document.path("paths").properties()) {
      for (var entry : path.getValue().properties()) {
        if (METHODS.contains(entry.getKey())) {
          Operation operation = operation(entry.getKey(), path.getKey(), path.getValue());
          operations.put(operation.route(), operation);
        }
      }
    }
  }

  /// The document of this checkout.
  public static ApiDocument published() {
    return of(Installation.project().resolve("docs/api/openapi.yaml"));
  }

  /// @throws UncheckedIOException when the file is not there or is no YAML
  public static ApiDocument of(Path file) {
    try {
      return of(new YAMLMapper().readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("expected the API's document in " + file, e);
    }
  }

  static ApiDocument of(JsonNode document) {
    return new ApiDocument(document);
  }

  public JsonNode json() {
    return document;
  }

  /// By route, such as `PATCH /organizations/{organization}`.
  public Map<String, Operation> operations() {
    return operations;
  }

  /// The operation of a method and a path below the API's base, without its query. A literal path
  /// goes before one with a parameter, as at API Gateway.
  public Optional<Operation> find(String method, String path) {
    return operations.values().stream()
        .filter(operation -> operation.method().equals(method) && operation.takes(path))
        .min((one, other) -> Long.compare(one.parametersInPath(), other.parametersInPath()));
  }

  /// The node itself, or what it refers to within the document.
  JsonNode resolved(JsonNode node) {
    JsonNode found = node;
    while (found.has("$ref")) {
      String reference = found.path("$ref").asText();
      found = document.at(reference.substring(1));
      if (found.isMissingNode()) {
        throw new IllegalStateException(reference + " leads nowhere");
      }
    }
    return found;
  }

  private Operation operation(String method, String path, JsonNode item) {
    JsonNode node = item.path(method);
    List<JsonNode> parameters = new ArrayList<>();
    item.path("parameters").forEach(p -> parameters.add(resolved(p)));
    node.path("parameters").forEach(p -> parameters.add(resolved(p)));
    Map<String, JsonNode> answers = new TreeMap<>();
    node.path("responses")
        .properties()
        .forEach(e -> answers.put(e.getKey(), resolved(e.getValue())));
    JsonNode security = node.has("security") ? node.path("security") : document.path("security");
    return new Operation(
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        node.path("operationId").asText(),
        parameters,
        resolved(node.path("requestBody")),
        answers,
        security);
  }
}
