package app.firstbell.emulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// How far each mapping is done with each shard. With a file a restart goes on there: what was done
/// is not delivered again, what was not is.
final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> file;
  private final ObjectNode byMapping;

  Checkpoints(Optional<Path> file) {
    this.file = file;
    this.byMapping =
        file.filter(Files::exists).map(Checkpoints::read).orElseGet(JSON::createObjectNode);
  }

  private static ObjectNode read(Path file) {
    try {
      return (ObjectNode) JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the mappings' checkpoints in " + file, e);
    }
  }

  /// Whether the mapping has read anything before; its starting position counts only when it has
  /// not.
  synchronized boolean knows(String mapping) {
    return byMapping.has(mapping);
  }

  /// The last sequence number that is done; empty when none is.
  synchronized Optional<String> of(String mapping, String shard) {
    return Optional.of(byMapping.path(mapping).path(shard).asText()).filter(s -> !s.isEmpty());
  }

  /// Says that all up to this sequence number is done. An empty number marks a shard as known.
  synchronized void reached(String mapping, String shard, String sequenceNumber) {
    JsonNode shards = byMapping.path(mapping);
    (shards.isObject() ? (ObjectNode) shards : byMapping.putObject(mapping))
        .put(shard, sequenceNumber);
    file.ifPresent(this::write);
  }

  private void write(Path path) {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.writeString(fresh, byMapping.toString());
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the mappings' checkpoints in " + path, e);
    }
  }
}
