package app.firstbell.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A thousand worlds in which everything goes wrong that can: every promise is kept in each.
@Tag("simulation")
class PromisesTest {
  private static final int SEEDS = 1000;

  @Test
  void aThousandSeedsKeepEveryPromise() {
    assertEquals("", told(1, SEEDS));
  }

  private static String told(long from, long seeds) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            new String[] {"--seeds", Long.toString(seeds), "--from", Long.toString(from)},
            out,
            out);
    String text = bytes.toString(StandardCharsets.UTF_8);
    System.out.println(text.lines().findFirst().orElse(""));
    assertTrue(text.contains(" seeds, "), text);
    return code == 0 ? "" : text;
  }
}
