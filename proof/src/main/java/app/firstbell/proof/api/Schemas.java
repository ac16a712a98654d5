package app.firstbell.proof.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Validators for the document's schemas, JSON Schema 2020-12 as OpenAPI 3.1 says. Safe for use by
/// many threads.
///
/// They are strict where the document is open: a client lets a field pass that it does not know,
/// but a server may not give one that is not published.
final class Schemas {
  private static final String ADDRESS = "https://firstbell.invalid/openapi.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonSchemaFactory factory;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  Schemas(ApiDocument document) {
    ObjectNode root = JSON.createObjectNode();
    root.set("$defs", closed(document.json().at("/components/schemas").deepCopy()));
    String text = moved(root.toString());
    this.factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, text))));
  }

  /// What is wrong with a value, in sentences; empty when nothing is.
  List<String> problems(JsonNode schema, JsonNode value) {
    return schemas
        .computeIfAbsent(schema.toString(), _ -> compiled(schema))
        .validate(value)
        .stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  /// A value that came as text, in a path, a query or a header.
  List<String> problemsOfText(JsonNode schema, JsonNode resolved, String value) {
    boolean isNumber = resolved.path("type").asText().equals("integer");
    try {
      return problems(
          schema,
          isNumber && value.matches("-?[0-9]+")
              ? JSON.readTree(value)
              : JSON.getNodeFactory().textNode(value));
    } catch (JsonProcessingException e) {
      return List.of("'%s' is no number: %s".formatted(value, e.getOriginalMessage()));
    }
  }

  private JsonSchema compiled(JsonNode schema) {
    JsonNode copy = closed(schema.deepCopy());
    if (copy.has("$ref") && copy.size() == 1) {
      return factory.getSchema(SchemaLocation.of(moved(copy.path("$ref").asText())));
    }
    try {
      return factory.getSchema(JSON.readTree(moved(copy.toString())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema that was JSON is none any more", e);
    }
  }

  /// What OpenAPI keeps in `components`, JSON Schema keeps in `$defs`.
  private static String moved(String schema) {
    return schema.replace("#/components/schemas/", ADDRESS + "#/$defs/");
  }

  private static JsonNode closed(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(Schemas::closed);
    return node;
  }
}
