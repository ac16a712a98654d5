package app.firstbell.emulator.sites;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.AssemblyException;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The S3 buckets of an assembly and what its bucket deployments put into them.
///
/// `Custom::CDKBucketDeployment` is a custom resource played by a Python function in the cloud.
/// Here the emulator does what that function would: it unpacks each source, replaces the markers in
/// it, and stores the files.
public final class Buckets {
  private static final String DEPLOYMENT = "Custom::CDKBucketDeployment";

  private final Map<String, Map<String, SiteFile>> files = new HashMap<>();
  private final Set<String> listable = new HashSet<>();

  private Buckets() {}

  /// @throws AssemblyException when a source is not among the assembly's assets
  public static Buckets of(Assembly assembly) {
    Buckets buckets = new Buckets();
    assembly
        .ofType("AWS::S3::Bucket")
        .forEach(bucket -> buckets.files.put(bucket.ref(), new HashMap<>()));
    assembly.ofType(DEPLOYMENT).forEach(deployment -> buckets.deploy(deployment, assembly));
    assembly.ofType("AWS::S3::BucketPolicy").forEach(buckets::readPolicy);
    return buckets;
  }

  /// Logical ids of the deployments that are played here, to be told at the start.
  public static Stream<String> playedIn(Assembly assembly) {
    return assembly.ofType(DEPLOYMENT).stream().map(Resource::logicalId);
  }

  Optional<SiteFile> find(String bucket, String key) {
    return Optional.ofNullable(files.getOrDefault(bucket, Map.of()).get(key));
  }

  /// Whether a missing key may be told from a forbidden one: S3 answers 404 only to who may list
  /// the bucket, else 403.
  boolean listable(String bucket) {
    return listable.contains(bucket);
  }

  /// How many files and bytes all buckets hold.
  public String summary() {
    long count = files.values().stream().mapToLong(Map::size).sum();
    long bytes =
        files.values().stream()
            .flatMap(bucket -> bucket.values().stream())
            .mapToLong(file -> file.content().length)
            .sum();
    return count + " files, " + bytes / 1024 + " kB";
  }

  private void readPolicy(Resource policy) {
    for (JsonNode statement : policy.properties().at("/PolicyDocument/Statement")) {
      if (statement.path("Effect").asText().equals("Allow")
          && statement.path("Action").toString().contains("\"s3:ListBucket\"")) {
        listable.add(policy.properties().path("Bucket").asText());
      }
    }
  }

  private void deploy(Resource deployment, Assembly assembly) {
    JsonNode properties = deployment.properties();
    Map<String, SiteFile> bucket =
        files.computeIfAbsent(
            properties.path("DestinationBucketName").asText(), _ -> new HashMap<>());
    String prefix = prefix(properties.path("DestinationBucketKeyPrefix").asText(""));
    Optional<String> type =
        Optional.of(properties.at("/SystemMetadata/content-type").asText())
            .filter(t -> !t.isEmpty());
    JsonNode keys = properties.path("SourceObjectKeys");
    for (int i = 0; i < keys.size(); i++) {
      String source = keys.path(i).asText();
      Path asset =
          assembly
              .asset(properties.path("SourceBucketNames").path(i).asText(), source)
              .orElseThrow(() ->
                  new AssemblyException(
                      "%s: expected the source %s among the assembly's assets, found none"
                          .formatted(deployment.logicalId(), source)));
      Map<String, String> markers = new HashMap<>();
      properties
          .path("SourceMarkers")
          .path(i)
          .properties()
          .forEach(marker -> markers.put(marker.getKey(), marker.getValue().asText()));
      try {
        contents(asset)
            .forEach((name, content) ->
                bucket.put(
                    prefix + name,
                    SiteFile.of(
                        replaced(content, markers), type.orElseGet(() -> SiteFile.typeOf(name)))));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot read the source " + asset + " of " + deployment.logicalId(), e);
      }
    }
  }

  private static String prefix(String given) {
    return given.isEmpty() || given.endsWith("/") ? given : given + "/";
  }

  private static byte[] replaced(byte[] content, Map<String, String> markers) {
    if (markers.isEmpty()) {
      return content;
    }
    // Latin-1 keeps every byte; the markers are ASCII, and values are put in as UTF-8.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> marker : markers.entrySet()) {
      text =
          text.replace(
              marker.getKey(),
              new String(
                  marker.getValue().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, byte[]> contents(Path asset) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    if (Files.isDirectory(asset)) {
      try (Stream<Path> files = Files.walk(asset, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          contents.put(
              asset.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
      return contents;
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(asset))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          contents.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return contents;
  }
}
