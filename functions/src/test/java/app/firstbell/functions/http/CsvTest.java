package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  /// Lambda's limit, and what a chunk of lines has at most.
  private static final int SIX_MEGABYTES = 6 * 1024 * 1024;

  private static final int CHUNK = 250;

  /// What counts is the answer as it travels: bytes, and JSON.
  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "訂", "🫖", "\"", "\\", "\n", "\u0001"})
  void aFullFileAndOneChunkMoreStillTravel(String of) {
    String line = Csv.line(Csv.cell(of.repeat(200 / of.length())));
    Csv.Growing file = new Csv.Growing();
    while (!file.isFull()) {
      file.add(line);
    }
    assertTrue(travels(file) > 4_900_000, "what fits is given: " + travels(file));
    for (int i = 0; i < CHUNK; i++) {
      file.add(line);
    }
    assertTrue(travels(file) < SIX_MEGABYTES, "" + travels(file));
  }

  private static long travels(Csv.Growing file) {
    return Json.write(json -> json.text("body", file.text())).getBytes(UTF_8).length;
  }
}
