package app.firstbell.emulator;

import app.firstbell.emulator.lambda.sample.Echo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The hand-written app of the test resources, with its function's code beside it.
final class TinyApp {
  private TinyApp() {}

  static Path in(Path directory) throws IOException, URISyntaxException {
    URI from = Objects.requireNonNull(TinyApp.class.getResource("/tiny-app/manifest.json")).toURI();
    Path source = Objects.requireNonNull(Path.of(from).getParent());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = directory.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Path lib = Files.createDirectories(directory.resolve("code/lib"));
    String entry = Echo.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("echo.jar")));
        InputStream in = Objects.requireNonNull(Echo.class.getResourceAsStream("/" + entry))) {
      jar.putNextEntry(new JarEntry(entry));
      in.transferTo(jar);
    }
    return directory;
  }
}
