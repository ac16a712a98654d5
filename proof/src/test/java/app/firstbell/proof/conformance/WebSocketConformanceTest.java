package app.firstbell.proof.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.gateway.EchoServer;
import app.firstbell.proof.localstack.PythonEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/// The gateway's WebSocket codec against Autobahn's cases 1 to 7 and 10 (there is no 8), run by
/// kosoku. API Gateway's own limits (no binary, 32 KB frames) are lifted here: they contradict the
/// suite on purpose, and have their own tests.
@Tag("kosoku")
class WebSocketConformanceTest {
  private static final int CASES = 247;
  private static final Set<String> PASSED = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

  @TestFactory
  List<DynamicTest> casesOneToSevenAndTen() throws Exception {
    Path report = Path.of("target/kosoku/report").toAbsolutePath();
    String output = run(report);
    JsonNode index = new ObjectMapper().readTree(report.resolve("index.json").toFile());
    List<DynamicTest> tests = new ArrayList<>();
    index.forEach(server ->
        server
            .properties()
            .forEach(e ->
                tests.add(
                    DynamicTest.dynamicTest(
                        "case " + e.getKey(),
                        () ->
                            assertTrue(
                                PASSED.contains(e.getValue().path("behavior").asText())
                                    && PASSED.contains(e.getValue().path("behaviorClose").asText()),
                                e.getValue().toString())))));
    assertTrue(
        tests.size() >= CASES,
        "expected %d cases, got %d: %s".formatted(CASES, tests.size(), output));
    return tests;
  }

  private static String run(Path report) throws Exception {
    Path home = Path.of("target/kosoku").toAbsolutePath();
    Files.createDirectories(home);
    PythonEnvironment python;
    try {
      python =
          PythonEnvironment.make(
              "python3", home.resolve("venv"), Path.of("kosoku/requirements.txt").toAbsolutePath());
    } catch (PythonEnvironment.Unavailable e) {
      throw new TestAbortedException("kosoku leg not run: " + e.getMessage(), e);
    }
    Path log = home.resolve("kosoku.log");
    try (EchoServer echo = EchoServer.start(0)) {
      Process kosoku =
          new ProcessBuilder(
                  python.program("kosoku").toString(),
                  "-m",
                  "fuzzingclient",
                  "-p",
                  "2",
                  "-x",
                  "9.*",
                  "-x",
                  "12.*",
                  "-x",
                  "13.*",
                  "-o",
                  report.toString(),
                  "127.0.0.1:" + echo.port())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!kosoku.waitFor(3, TimeUnit.MINUTES)) {
        kosoku.destroyForcibly();
        throw new IOException("kosoku did not end within 3 minutes; see " + log);
      }
      return Files.readString(log);
    }
  }
}
