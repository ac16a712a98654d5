package app.firstbell.emulator.queue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every message that lies in a queue: what the page shows, and, with a file, what a restart finds
/// again. A line is written before a sender hears that its message was taken, so the end of the
/// process loses none (a power cut may: nothing is forced to the disk).
final class QueueLedger implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(QueueLedger.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, Pending>> byQueue = new LinkedHashMap<>();
  private final @Nullable FileChannel file;

  /// @param path the journal; empty keeps nothing
  QueueLedger(Optional<Path> path) {
    try {
      this.file = path.isEmpty() ? null : restored(path.get());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the queues in " + path, e);
    }
  }

  private FileChannel restored(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (Files.exists(path)) {
      replay(path);
    }
    // Only what still lies there goes into the new file.
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    for (var queue : byQueue.values()) {
      for (Pending pending : queue.values()) {
        write(channel, pending.json().put("op", "put"));
      }
    }
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return channel;
  }

  private void replay(Path path) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          var entry = JSON.readTree(line);
          if (entry.path("op").asText().equals("put")) {
            keep(Pending.of(entry));
          } else {
            drop(entry.path("queue").asText(), entry.path("id").asText());
          }
        } catch (IOException e) {
          // The last line is cut when the process ended while writing it; its sender never heard
          // back.
          log.warn("left out a line of {} that is not whole", path);
        }
      }
    }
  }

  /// Keeps a message, new or changed.
  synchronized void put(Pending pending) {
    keep(pending);
    append(pending.json().put("op", "put"));
  }

  synchronized void remove(String queue, String id) {
    drop(queue, id);
    append(JSON.createObjectNode().put("op", "remove").put("queue", queue).put("id", id));
  }

  synchronized Optional<Pending> find(String queue, String id) {
    return Optional.ofNullable(byQueue.getOrDefault(queue, Map.of()).get(id));
  }

  /// Oldest first.
  synchronized List<Pending> of(String queue) {
    return List.copyOf(byQueue.getOrDefault(queue, Map.of()).values());
  }

  /// When the next message of the queue is due; empty when it holds none.
  synchronized Optional<Long> nextDue(String queue) {
    return byQueue.getOrDefault(queue, Map.of()).values().stream()
        .map(Pending::due)
        .min(Long::compare);
  }

  private void keep(Pending pending) {
    byQueue.computeIfAbsent(pending.queue(), _ -> new LinkedHashMap<>()).put(pending.id(), pending);
  }

  private void drop(String queue, String id) {
    byQueue.getOrDefault(queue, new LinkedHashMap<>()).remove(id);
  }

  private void append(ObjectNode entry) {
    if (file != null) {
      try {
        write(file, entry);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the queues' journal", e);
      }
    }
  }

  private static void write(FileChannel channel, ObjectNode entry) throws IOException {
    ByteBuffer line = StandardCharsets.UTF_8.encode(entry + "\n");
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
