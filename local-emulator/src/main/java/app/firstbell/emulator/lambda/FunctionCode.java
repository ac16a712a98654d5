package app.firstbell.emulator.lambda;

import app.firstbell.emulator.lambda.bridge.World;
import app.firstbell.emulator.template.AssemblyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The functions' code: class paths of assets, and what of them is kept once for several functions.
///
/// Each function has a class loader of its own, so its static fields are its own. Its execution
/// environments share that loader: a static field is one for all environments of a function here,
/// where Lambda would give each its own. A handler that keeps something per environment keeps it in
/// its instance, which is made for each.
final class FunctionCode implements AutoCloseable {
  private final Clock clock;
  private final Map<Path, List<Path>> classPaths = new HashMap<>();
  private final Map<List<Path>, ClassArchive> archives = new HashMap<>();
  private final Map<List<String>, SharedSdk> sdks = new HashMap<>();
  private final List<Path> temporary = new ArrayList<>();

  FunctionCode(Clock clock) {
    this.clock = clock;
  }

  record FunctionWorld(Map<String, String> environment, Clock clock) implements World {}

  World worldOf(FunctionDefinition function) {
    return new FunctionWorld(function.environment(), clock);
  }

  /// A new class loader for a function.
  ///
  /// @throws UncheckedIOException when the asset cannot be read
  synchronized WorldClassLoader loaderFor(FunctionDefinition function, World world) {
    try {
      List<Path> classPath = classPaths.get(function.code());
      if (classPath == null) {
        classPath = classPathOf(function);
        classPaths.put(function.code(), classPath);
      }
      SharedSdk.Jars jars = SharedSdk.Jars.split(classPath);
      ClassArchive own = archives.get(jars.own());
      if (own == null) {
        own = ClassArchive.of(jars.own());
        archives.put(jars.own(), own);
      }
      return new WorldClassLoader(function.logicalId(), own, sdkOf(jars), world);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the code of " + function.logicalId(), e);
    }
  }

  private SharedSdk sdkOf(SharedSdk.Jars jars) throws IOException {
    List<String> key = new ArrayList<>();
    for (Path jar : jars.forSdk()) {
      key.add(jar.getFileName() + " " + Files.size(jar));
    }
    SharedSdk sdk = sdks.get(key);
    if (sdk == null) {
      sdk = SharedSdk.of(jars, CurrentFunction.worldOfThread(clock));
      sdks.put(key, sdk);
    }
    return sdk;
  }

  /// As the Java runtime's: the task's root, then `lib/*.jar` in the order of their names.
  private List<Path> classPathOf(FunctionDefinition function) throws IOException {
    Path root = function.code();
    if (Files.isRegularFile(root)) {
      root = unzip(root);
    }
    if (!Files.isDirectory(root)) {
      throw new AssemblyException(
          "%s: expected its code at %s, found nothing; build the functions and synthesize again"
              .formatted(function.logicalId(), root));
    }
    List<Path> classPath = new ArrayList<>();
    classPath.add(root);
    Path lib = root.resolve("lib");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> jars = Files.list(lib)) {
        jars.filter(jar -> jar.toString().endsWith(".jar"))
            .sorted(Comparator.comparing(jar -> String.valueOf(jar.getFileName())))
            .forEach(classPath::add);
      }
    }
    return List.copyOf(classPath);
  }

  private Path unzip(Path archive) throws IOException {
    Path directory = Files.createTempDirectory("firstbell-function-");
    temporary.add(directory);
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
          throw new IOException(
              "the entry " + entry.getName() + " of " + archive + " leads out of it");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(Objects.requireNonNull(file.getParent()));
          copy(in, file);
        }
      }
    }
    return directory;
  }

  private static void copy(InputStream in, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  @Override
  public synchronized void close() {
    archives.values().forEach(ClassArchive::close);
    sdks.values().forEach(SharedSdk::close);
    for (Path directory : temporary) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
