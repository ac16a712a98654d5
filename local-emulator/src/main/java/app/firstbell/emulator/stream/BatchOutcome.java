package app.firstbell.emulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a function's answer says of its batch, when the mapping asks for `ReportBatchItemFailures`.
///
/// Source: Lambda Developer Guide, "Success and failure conditions" of partial batch responses.
sealed interface BatchOutcome {
  /// Every record is done: no answer, an empty one, or one without failures.
  record Done() implements BatchOutcome {}

  /// These records failed, by their identifiers.
  record SomeFailed(Set<String> identifiers) implements BatchOutcome {}

  /// The answer names a record that is not in the batch, or none where it should: everything is
  /// tried again.
  record AllFailed() implements BatchOutcome {}

  /// @param payload the function's answer
  /// @param identifiers those of the batch
  static BatchOutcome read(byte[] payload, List<String> identifiers) {
    JsonNode answer;
    try {
      answer = new ObjectMapper().readTree(payload);
    } catch (IOException e) {
      return new AllFailed();
    }
    JsonNode failures = answer.path("batchItemFailures");
    if (!answer.isObject() || failures.isMissingNode() || failures.isNull()) {
      return new Done();
    }
    if (!failures.isArray()) {
      return new AllFailed();
    }
    Set<String> failed = new LinkedHashSet<>();
    for (JsonNode failure : failures) {
      JsonNode identifier = failure.path("itemIdentifier");
      if (!identifier.isTextual() || !identifiers.contains(identifier.asText())) {
        return new AllFailed();
      }
      failed.add(identifier.asText());
    }
    return failed.isEmpty() ? new Done() : new SomeFailed(failed);
  }
}
