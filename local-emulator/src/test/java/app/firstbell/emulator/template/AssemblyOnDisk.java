package app.firstbell.emulator.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes small cloud assemblies for tests: a manifest and one template for each stack.
public final class AssemblyOnDisk {
  private final Path directory;
  private final StringBuilder artifacts = new StringBuilder();
  private final StringBuilder assets = new StringBuilder();
  private String version = "54.0.0";

  public AssemblyOnDisk(Path directory) {
    this.directory = directory;
  }

  public AssemblyOnDisk version(String version) {
    this.version = version;
    return this;
  }

  public AssemblyOnDisk stack(String name, String template, String... dependencies)
      throws IOException {
    Files.writeString(directory.resolve(name + ".template.json"), template);
    artifact(
        name,
        """
        {"type": "aws:cloudformation:stack", "properties": {"templateFile": "%s.template.json"}, "dependencies": [%s]}\
        """
            .formatted(
                name,
                java.util.Arrays.stream(dependencies)
                    .map(other -> "\"" + other + "\"")
                    .collect(java.util.stream.Collectors.joining(","))));
    return this;
  }

  public AssemblyOnDisk artifact(String name, String json) {
    artifacts.append(artifacts.isEmpty() ? "" : ",\n").append("\"%s\": %s".formatted(name, json));
    return this;
  }

  /// An asset that templates name by the bucket `assets` and the key given.
  public AssemblyOnDisk asset(String key, Path source) {
    assets
        .append(assets.isEmpty() ? "" : ",\n")
        .append(
            """
            "%s": {"source": {"path": "%s", "packaging": "zip"}, "destinations": {"here": {"bucketName": "assets", "objectKey": "%s"}}}\
            """
                .formatted(key, source, key));
    return this;
  }

  public Path write() throws IOException {
    if (!assets.isEmpty()) {
      Files.writeString(
          directory.resolve("all.assets.json"),
          "{\"version\": \"1\", \"files\": {%s}}".formatted(assets));
      artifact(
          "all.assets",
          "{\"type\": \"cdk:asset-manifest\", \"properties\": {\"file\": \"all.assets.json\"}}");
    }
    Files.writeString(
        directory.resolve("manifest.json"),
        "{\"version\": \"%s\", \"artifacts\": {%s}}".formatted(version, artifacts));
    return directory;
  }

  /// Writes, reads and resolves, with the ports 8080 and up.
  public CloudAssembly load() throws IOException {
    CloudAssembly.Draft draft = CloudAssembly.read(write());
    return draft.resolve(LocalAddresses.from(8080, draft.distributions()));
  }
}
