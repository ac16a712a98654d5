package app.firstbell.emulator.lambda;

import app.firstbell.emulator.lambda.bridge.World;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/// The AWS SDK's jars of a function's asset, loaded once for all functions that bring the same
/// jars: its thousands of classes are most of what a function loads. What differs from function to
/// function (environment, credentials) is taken from the thread that runs, see [CurrentFunction].
///
/// The SDK gets a copy of slf4j-api for itself, without a provider; functions keep their own with
/// theirs.
final class SharedSdk implements AutoCloseable {
  /// Packages that make a jar part of the SDK, or of what the SDK's own classes are compiled
  /// against.
  private static final Set<String> PACKAGES =
      Set.of(
          "software/amazon/awssdk/",
          "software/amazon/eventstream/",
          "org/reactivestreams/",
          "io/netty/",
          "org/apache/http/",
          "org/apache/hc/",
          "org/apache/commons/logging/",
          "org/apache/commons/codec/");

  private static final String SLF4J = "org/slf4j/";

  private final ClassArchive archive;
  private final WorldClassLoader loader;

  private SharedSdk(ClassArchive archive, World world) {
    this.archive = archive;
    this.loader = new WorldClassLoader("aws-sdk", archive, null, world);
  }

  static SharedSdk of(Jars jars, World world) throws IOException {
    // Without this, the SDK's copy of slf4j complains in the first function's log that it has no
    // provider.
    System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
    return new SharedSdk(ClassArchive.of(jars.forSdk()), world);
  }

  /// Which jars of a class path are the SDK's and which are the function's own; slf4j-api is in
  /// both.
  record Jars(List<Path> forSdk, List<Path> own) {
    static Jars split(List<Path> classPath) {
      var kinds =
          classPath.stream()
              .collect(Collectors.toMap(path -> path, SharedSdk::kindOf, (a, _) -> a));
      return new Jars(
          classPath.stream().filter(path -> kinds.get(path) != Kind.OWN).toList(),
          classPath.stream().filter(path -> kinds.get(path) != Kind.SDK).toList());
    }
  }

  private enum Kind {
    SDK,
    OWN,
    BOTH
  }

  private static Kind kindOf(Path path) {
    if (!path.toString().endsWith(".jar")) {
      return Kind.OWN;
    }
    try (JarFile jar = new JarFile(path.toFile())) {
      if (jar.getEntry("org/slf4j/LoggerFactory.class") != null) {
        return Kind.BOTH;
      }
      boolean sdk =
          jar.stream()
              .map(ZipEntry::getName)
              // Only classes: other libraries register interceptors in a folder of the SDK's name.
              .filter(name -> name.endsWith(".class"))
              .anyMatch(name -> PACKAGES.stream().anyMatch(name::startsWith));
      return sdk ? Kind.SDK : Kind.OWN;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("expected a readable jar at " + path, e);
    }
  }

  boolean gives(String entry) {
    return !entry.startsWith(SLF4J) && archive.has(entry);
  }

  WorldClassLoader loader() {
    return loader;
  }

  /// Resources of the SDK's own jars; those of slf4j-api are found in the function's copy.
  List<URL> resources(String name) {
    return name.startsWith("META-INF/services/org.slf4j") ? List.of() : archive.urls(name);
  }

  @Override
  public void close() {
    archive.close();
  }
}
