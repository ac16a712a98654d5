package app.firstbell.emulator.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each shape was recorded on AWS (LocalStack's snapshots of November 2025).
class BatchOutcomeTest {
  private static BatchOutcome read(String payload) {
    return BatchOutcome.read(payload.getBytes(StandardCharsets.UTF_8), List.of("1", "2", "3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
        "\"\""
      })
  void success(String payload) {
    assertInstanceOf(BatchOutcome.Done.class, read(payload));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"nobody's\"}]}",
        "{\"batchItemFailures\":[{\"identifier\":\"1\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"},{\"itemIdentifier\":\"9\"}]}",
        "{\"batchItemFailures\":\"1\"}"
      })
  void wholeFailure(String payload) {
    assertInstanceOf(BatchOutcome.AllFailed.class, read(payload));
  }

  @Test
  void someFailed() {
    assertEquals(
        new BatchOutcome.SomeFailed(Set.of("3", "2")),
        read("{\"batchItemFailures\":[{\"itemIdentifier\":\"3\"},{\"itemIdentifier\":\"2\"}]}"));
  }
}
