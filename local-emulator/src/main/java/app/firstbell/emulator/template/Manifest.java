package app.firstbell.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// What a `cdk.out` directory says it contains: its stacks, those that others depend on first, and
/// its assets.
///
/// @param stacks in the order in which CloudFormation would deploy them
/// @param assets files and directories by `bucket/key`, with pseudo parameters filled in
record Manifest(List<Stack> stacks, Map<String, Path> assets) {
  /// Versions of the assembly's schema whose manifests this reader was written for: 36 came with
  /// CDK 2.100, 54 with 2.263.
  static final int OLDEST_SCHEMA = 36;

  static final int NEWEST_SCHEMA = 54;

  private static final ObjectMapper JSON = new ObjectMapper();

  /// One stack and its template as it was synthesized.
  record Stack(String name, JsonNode template) {}

  /// @throws AssemblyException when there is no manifest, its version is unknown, or it names an
  ///   unknown kind of artifact
  static Manifest read(Path cdkOut) {
    List<Stack> stacks = new ArrayList<>();
    Map<String, Path> assets = new LinkedHashMap<>();
    read(cdkOut, stacks, assets);
    if (stacks.isEmpty()) {
      throw new AssemblyException(
          "expected at least one stack in "
              + cdkOut
              + ", found none; synthesize the CDK app again");
    }
    return new Manifest(List.copyOf(stacks), Map.copyOf(assets));
  }

  private static void read(Path directory, List<Stack> stacks, Map<String, Path> assets) {
    Path file = directory.resolve("manifest.json");
    if (!Files.isRegularFile(file)) {
      throw new AssemblyException(
          "expected a synthesized CDK app (a directory with manifest.json) at "
              + directory.toAbsolutePath()
              + ", found none; synthesize it first");
    }
    JsonNode manifest = parse(file);
    checkVersion(file, manifest.path("version"));
    SequencedMap<String, JsonNode> stackArtifacts = new LinkedHashMap<>();
    manifest
        .path("artifacts")
        .properties()
        .forEach(artifact -> {
          JsonNode body = artifact.getValue();
          JsonNode properties = body.path("properties");
          String type = body.path("type").asText();
          switch (type) {
            case "aws:cloudformation:stack" -> stackArtifacts.put(artifact.getKey(), body);
            case "cdk:asset-manifest" ->
                readAssets(directory, directory.resolve(properties.path("file").asText()), assets);
            case "cdk:cloud-assembly" ->
                read(directory.resolve(properties.path("directoryName").asText()), stacks, assets);
            case "cdk:tree", "cdk:feature-flag-report" -> {}
            default ->
                throw new AssemblyException(
                    "expected stacks, assets and nested assemblies in "
                        + file
                        + ", got the artifact "
                        + artifact.getKey()
                        + " of the unknown type \""
                        + type
                        + "\"");
          }
        });
    for (Map.Entry<String, JsonNode> stack : inOrderOfDependencies(stackArtifacts).entrySet()) {
      JsonNode properties = stack.getValue().path("properties");
      stacks.add(
          new Stack(
              properties.path("stackName").asText(stack.getKey()),
              parse(directory.resolve(properties.path("templateFile").asText()))));
    }
  }

  private static void checkVersion(Path file, JsonNode version) {
    String text = version.asText("");
    String major = text.split("\\.", -1)[0];
    int number = major.matches("\\d{1,6}") ? Integer.parseInt(major) : -1;
    if (number < OLDEST_SCHEMA || number > NEWEST_SCHEMA) {
      throw new AssemblyException(
          "expected a cloud assembly of schema version %d to %d, got %s in %s; synthesize it with the project's own version of aws-cdk-lib"
              .formatted(
                  OLDEST_SCHEMA,
                  NEWEST_SCHEMA,
                  version.isMissingNode() ? "no version" : "\"" + text + "\"",
                  file));
    }
  }

  private static void readAssets(Path directory, Path file, Map<String, Path> assets) {
    JsonNode manifest = parse(file);
    if (!manifest.path("dockerImages").isEmpty()) {
      throw new AssemblyException(
          "expected file assets only, got container images in "
              + file
              + "; this emulator runs no containers");
    }
    manifest
        .path("files")
        .properties()
        .forEach(asset -> {
          JsonNode source = asset.getValue().path("source");
          if (!source.has("path")) {
            throw new AssemblyException(
                "expected a path as the source of asset "
                    + asset.getKey()
                    + " in "
                    + file
                    + ", got "
                    + source);
          }
          Path path = directory.resolve(source.path("path").asText());
          for (JsonNode destination : asset.getValue().path("destinations")) {
            assets.put(
                assetName(
                    pseudo(destination.path("bucketName").asText()),
                    pseudo(destination.path("objectKey").asText())),
                path);
          }
        });
  }

  static String assetName(String bucket, String key) {
    return bucket + "/" + key;
  }

  private static String pseudo(String text) {
    return text.replace("${AWS::AccountId}", Assembly.ACCOUNT)
        .replace("${AWS::Region}", Assembly.REGION)
        .replace("${AWS::Partition}", "aws");
  }

  private static Map<String, JsonNode> inOrderOfDependencies(Map<String, JsonNode> stacks) {
    Map<String, JsonNode> ordered = new LinkedHashMap<>();
    stacks.keySet().forEach(id -> visit(id, stacks, ordered, new LinkedHashSet<>()));
    return ordered;
  }

  private static void visit(
      String id, Map<String, JsonNode> stacks, Map<String, JsonNode> ordered, Set<String> above) {
    if (ordered.containsKey(id)) {
      return;
    }
    if (!above.add(id)) {
      throw new AssemblyException("the stacks " + above + " depend on each other in a circle");
    }
    JsonNode stack = stacks.get(id);
    if (stack != null) {
      stack.path("dependencies").forEach(other -> visit(other.asText(), stacks, ordered, above));
      ordered.put(id, stack);
    }
    above.remove(id);
  }

  private static JsonNode parse(Path file) {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      if (json instanceof ObjectNode) {
        return json;
      }
      throw new AssemblyException("expected a JSON object in " + file + ", got something else");
    } catch (IOException e) {
      throw new AssemblyException(
          "expected readable JSON in " + file + ", but: " + e.getMessage(), e);
    }
  }
}
