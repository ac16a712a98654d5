package app.firstbell.emulator.data;

import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// A table as the template wants it.
///
/// @param logicalId the id in the template; figures are counted under it
/// @param ttlAttribute the attribute that holds the expiry (epoch seconds), when time to live is on
/// @param keys names of the key attributes of the table (empty name) and of its indexes, the
///   partition key first: asked at every call
/// @param recorded what AWS keeps beside the table and the engine does not know (recovery,
///   protection, encryption, tags)
public record TableSchema(
    String logicalId,
    String name,
    String arn,
    CreateTableRequest create,
    Map<String, List<String>> keys,
    Optional<String> ttlAttribute,
    JsonNode recorded) {

  private static final Set<String> PASSED_ON =
      Set.of(
          "KeySchema",
          "AttributeDefinitions",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes",
          "BillingMode",
          "ProvisionedThroughput");
  private static final Set<String> INDEX_PROPERTIES =
      Set.of("IndexName", "KeySchema", "Projection", "ProvisionedThroughput");
  private static final Set<String> RECORDED =
      Set.of(
          "PointInTimeRecoverySpecification",
          "DeletionProtectionEnabled",
          "SSESpecification",
          "Tags",
          "TableClass",
          "OnDemandThroughput",
          "ContributorInsightsSpecification");
  private static final Set<String> OWN =
      Set.of("TableName", "StreamSpecification", "TimeToLiveSpecification");

  /// Reads an `AWS::DynamoDB::Table`.
  ///
  /// @throws IllegalArgumentException names the property that is not supported here
  static TableSchema of(Resource table) {
    var json = new ObjectMapper().createObjectNode();
    ObjectNode recorded = json.objectNode();
    JsonNode given = table.properties();
    for (var property : given.properties()) {
      String name = property.getKey();
      if (PASSED_ON.contains(name)) {
        json.set(name, withoutUnknown(name, property.getValue()));
      } else if (RECORDED.contains(name)) {
        recorded.set(name, property.getValue());
      } else if (!OWN.contains(name)) {
        throw new IllegalArgumentException(
            "table %s has the property %s, which the emulator does not support; it supports %s"
                .formatted(table.logicalId(), name, all()));
      }
    }
    json.put("TableName", table.ref());
    if (given.has("StreamSpecification")) {
      json.putObject("StreamSpecification")
          .put("StreamEnabled", true)
          .set("StreamViewType", given.at("/StreamSpecification/StreamViewType"));
    }
    JsonNode ttl = given.path("TimeToLiveSpecification");
    Optional<String> ttlAttribute =
        ttl.path("Enabled").asBoolean(false)
            ? Optional.of(ttl.path("AttributeName").asText())
            : Optional.empty();
    CreateTableRequest create =
        SdkJson.read(
            json.toString().getBytes(StandardCharsets.UTF_8),
            CreateTableRequest.builder(),
            CreateTableRequest.class);
    return new TableSchema(
        table.logicalId(), table.ref(), table.arn(), create, keys(create), ttlAttribute, recorded);
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>(PASSED_ON);
    all.addAll(RECORDED);
    all.addAll(OWN);
    return all;
  }

  private static JsonNode withoutUnknown(String property, JsonNode value) {
    if (!property.endsWith("SecondaryIndexes")) {
      return value;
    }
    ArrayNode indexes = value.deepCopy();
    indexes.forEach(index -> ((ObjectNode) index).retain(INDEX_PROPERTIES));
    return indexes;
  }

  private static Map<String, List<String>> keys(CreateTableRequest create) {
    Map<String, List<String>> keys = new HashMap<>();
    keys.put("", names(create.keySchema()));
    create.globalSecondaryIndexes().forEach(i -> keys.put(i.indexName(), names(i.keySchema())));
    create.localSecondaryIndexes().forEach(i -> keys.put(i.indexName(), names(i.keySchema())));
    return Map.copyOf(keys);
  }

  /// The partition key's attribute.
  public String hashKey() {
    return keys.getOrDefault("", List.of("")).getFirst();
  }

  /// What differs from a table that is already there, one sentence each; empty when it may be kept.
  List<String> differences(TableDescription existing) {
    List<String> found = new ArrayList<>();
    compare(found, "key schema", create.keySchema(), existing.keySchema());
    compare(
        found,
        "attribute definitions",
        attributes(create.attributeDefinitions()),
        attributes(existing.attributeDefinitions()));
    Map<String, String> wanted = new HashMap<>();
    create
        .globalSecondaryIndexes()
        .forEach(i -> wanted.put(i.indexName(), index(i.keySchema(), i.projection())));
    Map<String, String> there = new HashMap<>();
    existing
        .globalSecondaryIndexes()
        .forEach(i -> there.put(i.indexName(), index(i.keySchema(), i.projection())));
    compare(found, "global secondary indexes", wanted, there);
    compare(
        found, "stream", view(create.streamSpecification()), view(existing.streamSpecification()));
    return found;
  }

  private static void compare(List<String> found, String what, Object wanted, Object there) {
    if (!wanted.equals(there)) {
      found.add("its %s is %s, the template wants %s".formatted(what, there, wanted));
    }
  }

  private static Set<String> attributes(List<AttributeDefinition> definitions) {
    Set<String> all = new TreeSet<>();
    definitions.forEach(d -> all.add(d.attributeName() + " " + d.attributeTypeAsString()));
    return all;
  }

  private static String index(List<KeySchemaElement> keys, Projection projection) {
    return names(keys)
        + " "
        + projection.projectionTypeAsString()
        + new TreeSet<>(projection.nonKeyAttributes());
  }

  private static String view(StreamSpecification stream) {
    return stream == null || !Boolean.TRUE.equals(stream.streamEnabled())
        ? "off"
        : stream.streamViewTypeAsString();
  }

  private static List<String> names(List<KeySchemaElement> schema) {
    return schema.stream()
        .sorted((a, b) -> Boolean.compare(b.keyType() == KeyType.HASH, a.keyType() == KeyType.HASH))
        .map(KeySchemaElement::attributeName)
        .toList();
  }
}
