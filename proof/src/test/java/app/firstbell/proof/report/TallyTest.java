package app.firstbell.proof.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
  private static final String MIXED =
      """
      <testsuite>
        <testcase classname="app.A" name="one"/>
        <testcase classname="app.A" name="two"><system-out>words</system-out></testcase>
        <testcase classname="app.A" name="three"><failure message="expected 1, got 2">trace</failure></testcase>
        <testcase classname="app.A" name="four"><skipped message="no Python 3.11"/></testcase>
      </testsuite>
      """;

  @Test
  void theLastLineIsTheSumOfAllLegs(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("TEST-a.xml"), MIXED);
    String printed =
        print(
            LegReport.read("flow", List.of(directory)), LegReport.read("unit", List.of(directory)));
    assertEquals("4 passed, 2 failed, 2 skipped", printed.strip().lines().toList().getLast());
    assertTrue(printed.contains("skipped  A: four — no Python 3.11"), printed);
    assertTrue(printed.contains("failed   A: three — expected 1, got 2"), printed);
  }

  @Test
  void aLegThatReportedNothingIsAFailure(@TempDir Path directory) throws IOException {
    String printed = print(LegReport.read("localstack", List.of(directory.resolve("absent"))));
    assertEquals("0 passed, 1 failed, 0 skipped", printed.strip().lines().toList().getLast());
  }

  private static String print(LegReport... legs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Tally.print(List.of(legs), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
