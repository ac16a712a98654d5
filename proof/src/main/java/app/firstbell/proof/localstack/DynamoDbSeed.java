package app.firstbell.proof.localstack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Puts DynamoDB Local, as Maven resolved it for us, where LocalStack looks for its own download;
/// then it downloads nothing. The files' names are LocalStack 4.9.2's
/// (`localstack/services/dynamodb/packages.py`).
final class DynamoDbSeed {
  private DynamoDbSeed() {}

  /// @param root LocalStack's `FILESYSTEM_ROOT`
  static void plant(Path root) throws IOException {
    Path lib = root.resolve("var/lib/localstack/lib");
    Path home = lib.resolve("dynamodb-local/2");
    Files.createDirectories(home.resolve("DynamoDBLocal_lib"));
    link(lib.resolve("java/21"), Path.of(System.getProperty("java.home")));
    List<String> names = new ArrayList<>();
    for (Path jar : jars()) {
      String name = "DynamoDBLocal_lib/" + jar.getFileName();
      link(home.resolve(name), jar);
      names.add(name);
    }
    jar(
        home.resolve("DynamoDBLocal.jar"),
        manifest("Main-Class", LoopbackDynamoDb.class, names),
        LoopbackDynamoDb.class);
    jar(
        home.resolve("ddb-local-loader-0.1.jar"),
        manifest("Premain-Class", NoAgent.class, List.of()),
        NoAgent.class);
  }

  /// Our own class path holds DynamoDB Local and all that it needs; the rest of it does no harm.
  private static List<Path> jars() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<Path> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      if (entry.endsWith(".jar") && !entry.contains("playwright") && !entry.contains("surefire")) {
        jars.add(Path.of(entry).toAbsolutePath());
      }
    }
    if (jars.stream().noneMatch(j -> j.getFileName().toString().startsWith("DynamoDBLocal-"))) {
      throw new IllegalStateException(
          "expected DynamoDBLocal-*.jar on the class path (Maven resolves it for the emulator), got "
              + jars);
    }
    return jars;
  }

  private static Manifest manifest(String key, Class<?> type, List<String> classPath) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue(key, type.getName());
    if (!classPath.isEmpty()) {
      attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
    }
    return manifest;
  }

  private static void jar(Path target, Manifest manifest, Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream bytes = type.getResourceAsStream("/" + file)) {
      if (bytes == null) {
        throw new IOException("class file not found: " + file);
      }
      jar.putNextEntry(new JarEntry(file));
      bytes.transferTo(jar);
      jar.closeEntry();
    }
  }

  private static void link(Path link, Path target) throws IOException {
    Files.createDirectories(link.toAbsolutePath().getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }
}
