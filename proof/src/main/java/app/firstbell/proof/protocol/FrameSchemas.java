package app.firstbell.proof.protocol;

import app.firstbell.proof.client.FrameCheck;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A validator for every frame of the protocol, made from the published document. Safe for use by
/// many threads.
///
/// As a [FrameCheck] it is strict: a frame that the document does not know is an error, since what
/// a client may ignore a server may not invent.
public final class FrameSchemas implements FrameCheck {
  private static final String ADDRESS = "https://firstbell.invalid/asyncapi.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Who speaks, and the field that says what.
  public enum Side {
    CLIENT("client.", "action"),
    SERVER("server.", "type");

    private final String prefix;
    private final String discriminator;

    Side(String prefix, String discriminator) {
      this.prefix = prefix;
      this.discriminator = discriminator;
    }
  }

  /// A frame of the document.
  ///
  /// @param name its action or type
  /// @param examples as published
  public record Published(Side side, String name, List<JsonNode> examples) {}

  private final JsonNode document;
  private final Map<String, JsonSchema> schemas = new TreeMap<>();
  private final JsonSchema gateway;

  private FrameSchemas(JsonNode document) {
    this.document = document;
    var factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, definitions()))));
    messages()
        .fieldNames()
        .forEachRemaining(name ->
            schemas.put(name, factory.getSchema(SchemaLocation.of(ADDRESS + "#/$defs/" + name))));
    gateway = factory.getSchema(SchemaLocation.of(ADDRESS + "#/$defs/GatewayFrame"));
    schemas.values().forEach(JsonSchema::initializeValidators);
  }

  /// The document of this checkout.
  public static FrameSchemas published() {
    return of(Installation.project().resolve("docs/protocol/asyncapi.yaml"));
  }

  /// @throws UncheckedIOException when the file is not there or is no YAML
  public static FrameSchemas of(Path document) {
    try {
      return new FrameSchemas(new YAMLMapper().readTree(Files.readString(document)));
    } catch (IOException e) {
      throw new UncheckedIOException("expected the protocol in " + document, e);
    }
  }

  /// The whole document.
  public JsonNode document() {
    return document;
  }

  public List<Published> frames() {
    return messages().properties().stream().map(e -> published(e.getKey(), e.getValue())).toList();
  }

  /// What is wrong with a frame, in sentences; empty when it is as published.
  public List<String> problems(Side side, String frame) {
    JsonNode json;
    try {
      json = JSON.readTree(frame);
    } catch (JsonProcessingException e) {
      return List.of("not JSON: " + e.getOriginalMessage());
    }
    if (!json.isObject()) {
      return List.of("not a JSON object");
    }
    var name = json.path(side.discriminator).asText();
    var schema = name.isEmpty() && side == Side.SERVER ? gateway : schema(side, name);
    if (schema == null) {
      return List.of("no frame of the %s has %s '%s'".formatted(side, side.discriminator, name));
    }
    return schema.validate(json).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  /// A check of what the server says only, for tests that say wrong things on purpose.
  public FrameCheck ofServer() {
    return new FrameCheck() {
      @Override
      public void fromServer(String frame) {
        FrameSchemas.this.fromServer(frame);
      }

      @Override
      public void fromClient(String frame) {}
    };
  }

  @Override
  public void fromServer(String frame) {
    check(Side.SERVER, frame);
  }

  @Override
  public void fromClient(String frame) {
    check(Side.CLIENT, frame);
  }

  private void check(Side side, String frame) {
    var problems = problems(side, frame);
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "A frame of the %s is not as docs/protocol/asyncapi.yaml says: %s\n%s"
              .formatted(side, problems, frame));
    }
  }

  /// The document as a schema alone: what AsyncAPI keeps in `components`, JSON Schema keeps in
  /// `$defs`.
  private String definitions() {
    var root = JSON.createObjectNode();
    var definitions = root.putObject("$defs");
    document
        .at("/components/schemas")
        .properties()
        .forEach(e -> definitions.set(e.getKey(), e.getValue()));
    messages().properties().forEach(e -> definitions.set(e.getKey(), e.getValue().path("payload")));
    return root.toString().replace("#/components/schemas/", "#/$defs/");
  }

  private @Nullable JsonSchema schema(Side side, String name) {
    return schemas.get(side.prefix + name);
  }

  private JsonNode messages() {
    return document.at("/components/messages");
  }

  private static Published published(String key, JsonNode message) {
    var side = key.startsWith(Side.CLIENT.prefix) ? Side.CLIENT : Side.SERVER;
    return new Published(
        side,
        message.path("name").asText(),
        message.path("examples").valueStream().map(example -> example.path("payload")).toList());
  }
}
