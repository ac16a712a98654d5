package app.firstbell.emulator.stream;

import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.data.TableStream.Change;
import app.firstbell.emulator.queue.Message;
import app.firstbell.emulator.queue.QueueSettings;
import app.firstbell.emulator.queue.Queues;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a mapping's `OnFailure` queue what was given up: where the records stand in the stream,
/// not the records. Whoever wants them reads the stream again within its 24 hours.
final class FailureNotes {
  private static final Logger log = LoggerFactory.getLogger(FailureNotes.class);

  /// Why a batch was given up, in Lambda's words.
  enum Condition {
    RetryAttemptsExhausted,
    RecordAgeExceeded
  }

  private final Optional<QueueSettings> queue;
  private final Queues queues;
  private final InstantSource clock;
  private final String functionArn;
  private final String streamArn;

  /// @param queue empty when the mapping names none
  FailureNotes(
      Optional<QueueSettings> queue,
      Queues queues,
      InstantSource clock,
      String functionArn,
      String streamArn) {
    this.queue = queue;
    this.queues = queues;
    this.clock = clock;
    this.functionArn = functionArn;
    this.streamArn = streamArn;
  }

  /// @param invocations how often the batch was tried
  /// @param functionError empty when the function answered that records failed, or never ran
  void gaveUp(
      List<Change> batch, Condition condition, int invocations, Optional<String> functionError) {
    log.warn(
        "{} records of {} given up for {}: {}", batch.size(), streamArn, functionArn, condition);
    queue.ifPresent(q ->
        queues.send(
            q,
            Message.Outgoing.of(
                document(batch, condition, invocations, functionError).toString())));
  }

  private ObjectNode document(
      List<Change> batch, Condition condition, int invocations, Optional<String> functionError) {
    ObjectNode json = JsonProtocol.MAPPER.createObjectNode();
    json.putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", functionArn)
        .put("condition", condition.name())
        .put("approximateInvokeCount", invocations);
    if (invocations > 0) {
      json.putObject("responseContext")
          .put("statusCode", 200)
          .put("executedVersion", "$LATEST")
          .put("functionError", functionError.orElse(null));
    }
    json.put("version", "1.0").put("timestamp", clock.instant().toString());
    Change first = batch.getFirst();
    Change last = batch.getLast();
    json.putObject("DDBStreamBatchInfo")
        .put("shardId", first.shardId())
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", Instant.ofEpochMilli(first.arrivedAt()).toString())
        .put("approximateArrivalOfLastRecord", Instant.ofEpochMilli(last.arrivedAt()).toString())
        .put("batchSize", batch.size())
        .put("streamArn", streamArn);
    return json;
  }
}
