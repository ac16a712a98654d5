package app.firstbell.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.assertions.Template;

/// Both templates of one synthesis, readable as a person would write them: intrinsics become
/// `${Message.Arn}`, and what the app stack imports is named as in the data stack.
record SynthesizedTemplates(JsonNode data, JsonNode app, Map<String, String> exports) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static SynthesizedTemplates of(FirstbellApp.Stacks stacks) {
    JsonNode data = JSON.valueToTree(Template.fromStack(stacks.data()).toJSON());
    JsonNode app = JSON.valueToTree(Template.fromStack(stacks.app()).toJSON());
    var exports = new LinkedHashMap<String, String>();
    var plain = new SynthesizedTemplates(data, app, Map.of());
    data.path("Outputs")
        .forEach(output ->
            exports.put(output.at("/Export/Name").asText(), plain.text(output.path("Value"))));
    return new SynthesizedTemplates(data, app, exports);
  }

  /// A synthesis of the environment `dev`, made once for all tests that only read it.
  static SynthesizedTemplates dev() {
    return Dev.TEMPLATES;
  }

  private static final class Dev {
    static final SynthesizedTemplates TEMPLATES = of(stacks(name -> java.util.Optional.empty()));
  }

  /// Both stacks with empty directories in the place of what other modules build.
  static FirstbellApp.Stacks stacks(Context context) {
    try {
      var out = Files.createTempDirectory("firstbell-infra");
      var products =
          new BuildProducts(
              directory(out, "functions"), directory(out, "app"), directory(out, "shop"));
      var app = FirstbellApp.app(out.resolve("cdk.out").toString(), Map.of());
      return FirstbellApp.build(app, Environment.from(context), products);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory(Path parent, String name) throws IOException {
    var directory = Files.createDirectory(parent.resolve(name));
    Files.writeString(directory.resolve("index.html"), name);
    return directory;
  }

  /// Resources of one type by logical id.
  static Map<String, JsonNode> ofType(JsonNode template, String type) {
    return template.path("Resources").properties().stream()
        .filter(e -> e.getValue().path("Type").asText().equals(type))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> e.getValue().path("Properties"),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  JsonNode properties(String logicalId) {
    return app.path("Resources").path(logicalId).path("Properties");
  }

  /// A value as text, with every intrinsic written as `${…}`.
  String text(JsonNode value) {
    if (value.isObject() && value.size() == 1) {
      if (value.has("Ref")) {
        return "${" + value.path("Ref").asText() + "}";
      }
      if (value.has("Fn::GetAtt")) {
        var parts = value.path("Fn::GetAtt");
        return "${" + parts.get(0).asText() + "." + parts.get(1).asText() + "}";
      }
      if (value.has("Fn::Sub")) {
        return value.path("Fn::Sub").asText();
      }
      if (value.has("Fn::ImportValue")) {
        var name = value.path("Fn::ImportValue").asText();
        return exports.getOrDefault(name, "${import " + name + "}");
      }
      if (value.has("Fn::Join")) {
        var parts = value.path("Fn::Join");
        return StreamSupport.stream(parts.get(1).spliterator(), false)
            .map(this::text)
            .collect(Collectors.joining(parts.get(0).asText()));
      }
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
