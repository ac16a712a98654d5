package app.firstbell.functions.stream;

import app.firstbell.functions.Telemetry;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a batch of a stream's records means to its reader, up to the first record that cannot be
/// read.
///
/// @param stopped the number of that record; null when all could be read
record StreamBatch<T>(List<Part<T>> parts, @Nullable String stopped) {
  private static final Logger LOG = LoggerFactory.getLogger(StreamBatch.class);

  /// @param number the record's place in the stream
  record Part<T>(String number, T meaning) {}

  /// An item before and after a change.
  ///
  /// @param before nothing when there was none
  record Change(Optional<Map<String, AttributeValue>> before, Map<String, AttributeValue> after) {}

  /// @param meaning of an item as the record left it; nothing when the reader does not care
  static <T> StreamBatch<T> of(
      DynamodbEvent event, Function<Map<String, AttributeValue>, Optional<T>> meaning) {
    return ofChanges(event, change -> meaning.apply(change.after()));
  }

  /// @param meaning of a change; nothing when the reader does not care. What was deleted is asked
  ///   nobody
  static <T> StreamBatch<T> ofChanges(DynamodbEvent event, Function<Change, Optional<T>> meaning) {
    List<Part<T>> parts = new ArrayList<>();
    for (DynamodbEvent.DynamodbStreamRecord record : event.getRecords()) {
      String number = record.getDynamodb().getSequenceNumber();
      try {
        Images.after(record)
            .flatMap(after -> meaning.apply(new Change(Images.before(record), after)))
            .ifPresent(part -> parts.add(new Part<>(number, part)));
      } catch (RuntimeException unreadable) {
        failed(unreadable);
        return new StreamBatch<>(List.copyOf(parts), number);
      }
    }
    return new StreamBatch<>(List.copyOf(parts), null);
  }

  /// Notes why a record will come again.
  static void failed(RuntimeException failure) {
    LOG.error("A record of the stream failed: {}", Telemetry.trace(failure));
    Telemetry.count("StreamFailures", failure.getClass().getSimpleName());
  }

  /// The answer that makes the mapping deliver again from the first part on that is not done, or
  /// from the record that could not be read.
  StreamsEventResponse answer(Predicate<Part<T>> isDone) {
    String again =
        parts.stream().filter(isDone.negate()).map(Part::number).findFirst().orElse(stopped);
    return new StreamsEventResponse(
        again == null ? List.of() : List.of(new StreamsEventResponse.BatchItemFailure(again)));
  }
}
