package app.firstbell.proof.localstack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.engine.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we start does not outlive us, not even what it started in a session of its own, as
/// LocalStack does.
@Tag("flow")
class KeptTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Path KEEP = Path.of("localstack/keep.py").toAbsolutePath();

  @Test
  void closingEndsTheCommandAndItsRunaways(@TempDir Path directory) throws IOException {
    Path child = directory.resolve("child");
    Kept kept = Kept.start(KEEP, directory.resolve("log"), Map.of(), runaway(child));
    long runaway = pid(child);
    assertTrue(alive(kept.pid()) && alive(runaway), "both run");
    kept.close();
    assertTrue(
        Await.within(PATIENCE, () -> !alive(kept.pid()) && !alive(runaway)), "both are gone");
  }

  @Test
  void killingTheOneWhoStartedItEndsItToo(@TempDir Path directory) throws IOException {
    Path child = directory.resolve("child");
    Process holder =
        new ProcessBuilder(
                "bash",
                "-c",
                "sleep 600 | python3 %s %s bash -c 'setsid sleep 601 & echo $! > %s; wait'"
                    .formatted(KEEP, directory.resolve("log"), child))
            .start();
    long runaway = pid(child);
    assertTrue(alive(runaway), "it runs");
    holder
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("sleep") && p.pid() != runaway)
        .forEach(ProcessHandle::destroyForcibly);
    assertTrue(Await.within(PATIENCE, () -> !alive(runaway)), "it is gone");
    holder.destroyForcibly();
  }

  private static List<String> runaway(Path pidFile) {
    return List.of("bash", "-c", "setsid sleep 600 & echo $! > " + pidFile + "; wait");
  }

  private static long pid(Path file) throws IOException {
    assertTrue(
        Await.within(PATIENCE, () -> Files.exists(file) && file.toFile().length() > 1),
        "it has started");
    return Long.parseLong(Files.readString(file).strip());
  }

  private static boolean alive(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent() && process.get().isAlive();
  }
}
