package app.firstbell.emulator.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Classes and resources of directories and jars, indexed once and shared by all class loaders that
/// read them. Classes come out patched by the [ClassPatcher] and are kept, since each function
/// defines them again.
///
/// Thread-safe. An entry that several places have is taken from the first of them, as on a class
/// path.
final class ClassArchive implements AutoCloseable {
  private final List<Place> places;
  private final Map<String, List<Place>> index = new HashMap<>();
  private final Map<String, byte[]> patched = new ConcurrentHashMap<>();

  private ClassArchive(List<Place> places) {
    this.places = places;
    for (Place place : places) {
      place
          .names()
          .forEach(name -> index.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(place));
    }
  }

  /// @param paths directories and jars, in the order of a class path
  static ClassArchive of(List<Path> paths) throws IOException {
    List<Place> places = new ArrayList<>();
    for (Path path : paths) {
      places.add(Files.isDirectory(path) ? Directory.of(path) : Jar.of(path));
    }
    return new ClassArchive(places);
  }

  boolean has(String name) {
    return index.containsKey(name);
  }

  /// A class's bytes and where they came from; nothing when no place has it.
  @Nullable Found find(String entry) {
    List<Place> having = index.get(entry);
    if (having == null) {
      return null;
    }
    Place place = having.getFirst();
    byte[] bytes =
        patched.computeIfAbsent(
            entry,
            _ -> {
              try (InputStream in = place.open(entry)) {
                return ClassPatcher.patch(in.readAllBytes());
              } catch (IOException e) {
                throw new UncheckedIOException(
                    "cannot read " + entry + " of " + place.location(), e);
              }
            });
    return new Found(bytes, place.location());
  }

  record Found(byte[] bytes, URL location) {}

  List<URL> urls(String entry) {
    return index.getOrDefault(entry, List.of()).stream().map(place -> place.url(entry)).toList();
  }

  @Override
  public void close() {
    places.forEach(Place::close);
    patched.clear();
  }

  private sealed interface Place {
    URL location();

    Stream<String> names();

    InputStream open(String name) throws IOException;

    URL url(String name);

    void close();
  }

  private record Directory(Path root, URL location, List<String> files) implements Place {
    static Directory of(Path root) throws IOException {
      try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
        return new Directory(
            root,
            root.toUri().toURL(),
            files
                .filter(Files::isRegularFile)
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .toList());
      }
    }

    @Override
    public Stream<String> names() {
      return files.stream();
    }

    @Override
    public InputStream open(String name) throws IOException {
      return Files.newInputStream(root.resolve(name));
    }

    @Override
    public URL url(String name) {
      return toUrl(root.resolve(name).toUri());
    }

    @Override
    public void close() {}
  }

  private record Jar(JarFile file, URL location, Map<String, JarEntry> entries) implements Place {
    static Jar of(Path path) throws IOException {
      JarFile file = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
      Map<String, JarEntry> entries = new LinkedHashMap<>();
      file.versionedStream().forEach(entry -> entries.put(entry.getName(), entry));
      return new Jar(file, path.toUri().toURL(), entries);
    }

    @Override
    public Stream<String> names() {
      return entries.keySet().stream();
    }

    @Override
    public InputStream open(String name) throws IOException {
      JarEntry entry = entries.get(name);
      if (entry == null) {
        throw new IOException("no entry " + name + " in " + location);
      }
      return file.getInputStream(entry);
    }

    @Override
    public URL url(String name) {
      JarEntry entry = entries.get(name);
      String real = entry == null ? name : entry.getRealName();
      return toUrl(URI.create("jar:" + location + "!/" + real.replace(" ", "%20")));
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static URL toUrl(URI uri) {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
