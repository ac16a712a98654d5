package app.firstbell.proof.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.api.ApiDocument;
import app.firstbell.proof.api.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The bench forgets no operation of the API.
class ApiCoverageTest {
  @Test
  void anOperationIsMeasuredOrExcused() {
    assertEquals(
        List.of(), ApiCoverage.problems(Set.of("read", "pay"), Set.of("read"), Set.of("pay")));
    assertEquals(
        List.of(
            "pay is neither measured nor excused",
            "read is measured, and excused",
            "sing is no operation of the API"),
        ApiCoverage.problems(Set.of("read", "pay"), Set.of("read", "sing"), Set.of("read")));
  }

  @Test
  void whatIsExcusedIsPublished() {
    Set<String> published =
        ApiDocument.published().operations().values().stream()
            .map(Operation::id)
            .collect(Collectors.toSet());
    assertTrue(published.containsAll(ApiCoverage.EXCUSED.keySet()), published::toString);
  }
}
