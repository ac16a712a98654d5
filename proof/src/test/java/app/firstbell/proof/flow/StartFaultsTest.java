package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.run.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be wrong with a machine before anything runs: each ends at once, with 2, and says what
/// to do.
@Tag("flow")
class StartFaultsTest {
  private static final int BAD_INPUT = 2;

  private record Ended(int code, String said) {}

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = emulator(Installation.cdkOut(), taken.getLocalPort());
      assertEquals(BAD_INPUT, ended.code(), ended.said());
      assertTrue(ended.said().contains("port " + taken.getLocalPort()), ended.said());
      assertTrue(ended.said().contains("--port"), "says what to do: " + ended.said());
    }
  }

  @Test
  void aCdkOutOfAnUnknownVersionIsNamed(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("manifest.json"), "{\"version\":\"999.0.0\",\"artifacts\":{}}");
    Ended ended = emulator(directory, 0);
    assertEquals(BAD_INPUT, ended.code(), ended.said());
    assertTrue(ended.said().contains("999.0.0"), ended.said());
  }

  @Test
  void aCdkOutThatIsNoneIsNamed(@TempDir Path directory) throws Exception {
    Ended ended = emulator(directory.resolve("absent"), 0);
    assertEquals(BAD_INPUT, ended.code(), ended.said());
    assertTrue(ended.said().contains("absent"), ended.said());
  }

  @Test
  void withoutAJdk25TheLauncherSaysWhereToGetOne() throws Exception {
    Ended ended = launcher(Map.of("FIRSTBELL_JDK_DIRS", "", "JAVA_HOME", ""));
    assertEquals(BAD_INPUT, ended.code(), ended.said());
    assertTrue(ended.said().contains("no JDK 25 found"), ended.said());
    assertTrue(ended.said().contains("adoptium.net"), ended.said());
  }

  @Test
  void withoutNodeTheLauncherSaysWhereToGetIt(@TempDir Path bin) throws Exception {
    for (String tool :
        List.of(
            "bash",
            "env",
            "dirname",
            "readlink",
            "mkdir",
            "grep",
            "tr",
            "date",
            "awk",
            "cat",
            "sed",
            "mvn",
            "head",
            "find",
            "sort",
            "xargs",
            "cksum",
            "id",
            "python3")) {
      for (String directory : List.of("/usr/bin", "/bin")) {
        Path from = Path.of(directory, tool);
        if (Files.exists(from) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), from);
        }
      }
    }
    Ended ended = launcher(Map.of("PATH", bin.toString()));
    assertEquals(BAD_INPUT, ended.code(), ended.said());
    assertTrue(ended.said().contains("no Node.js found"), ended.said());
    assertTrue(ended.said().contains("nodejs.org"), ended.said());
  }

  private static Ended emulator(Path cdkOut, int port) throws Exception {
    return run(
        new ProcessBuilder(
            Installation.command(
                cdkOut, port, Path.of("target/start-faults.json").toAbsolutePath(), List.of())));
  }

  private static Ended launcher(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Installation.project().resolve("firstbell").toString(), "synth")
            .directory(Installation.project().toFile());
    builder.environment().putAll(environment);
    return run(builder);
  }

  private static Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path said = Files.createTempFile("start-faults", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + Files.readString(said));
    }
    return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
  }
}
