package app.firstbell.emulator.queue;

import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A queue as the template wants it.
///
/// @param url `QueueUrl`; its last part is the name
/// @param maximumBytes the largest message it takes
public record QueueSettings(
    String logicalId,
    String name,
    String url,
    String arn,
    Kind kind,
    Duration visibility,
    Duration delay,
    Duration retention,
    Duration receiveWait,
    int maximumBytes,
    Optional<Redrive> redrive) {

  /// How a queue orders and counts messages.
  public enum Kind {
    STANDARD,
    FIFO,
    /// FIFO with the body's hash as the deduplication id.
    FIFO_BY_CONTENT
  }

  /// After `maxReceiveCount` receptions a message goes to the queue with this ARN.
  public record Redrive(String deadLetterArn, int maxReceiveCount) {
    String deadLetterName() {
      return deadLetterArn.substring(deadLetterArn.lastIndexOf(':') + 1);
    }
  }

  private static final Set<String> KNOWN =
      Set.of(
          "QueueName",
          "VisibilityTimeout",
          "DelaySeconds",
          "MessageRetentionPeriod",
          "ReceiveMessageWaitTimeSeconds",
          "MaximumMessageSize",
          "RedrivePolicy",
          "FifoQueue",
          "ContentBasedDeduplication",
          // Recorded by AWS, without effect here:
          "SqsManagedSseEnabled",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds",
          "RedriveAllowPolicy",
          "DeduplicationScope",
          "FifoThroughputLimit",
          "Tags");

  /// Reads an `AWS::SQS::Queue`.
  ///
  /// @throws IllegalArgumentException names the property that is not supported here
  static QueueSettings of(Resource queue) {
    JsonNode p = queue.properties();
    for (var property : p.properties()) {
      if (!KNOWN.contains(property.getKey())) {
        throw new IllegalArgumentException(
            "queue %s has the property %s, which the emulator does not support; it supports %s"
                .formatted(queue.logicalId(), property.getKey(), new TreeSet<>(KNOWN)));
      }
    }
    Kind kind = Kind.STANDARD;
    if (p.path("FifoQueue").asBoolean(false)) {
      kind =
          p.path("ContentBasedDeduplication").asBoolean(false) ? Kind.FIFO_BY_CONTENT : Kind.FIFO;
    }
    return new QueueSettings(
        queue.logicalId(),
        queue.ref().substring(queue.ref().lastIndexOf('/') + 1),
        queue.ref(),
        queue.arn(),
        kind,
        seconds(p, "VisibilityTimeout", 30),
        seconds(p, "DelaySeconds", 0),
        seconds(p, "MessageRetentionPeriod", 345_600),
        seconds(p, "ReceiveMessageWaitTimeSeconds", 0),
        p.path("MaximumMessageSize").asInt(1_048_576),
        redrive(p.path("RedrivePolicy")));
  }

  private static Duration seconds(JsonNode properties, String name, int standard) {
    return Duration.ofSeconds(properties.path(name).asInt(standard));
  }

  private static Optional<Redrive> redrive(JsonNode given) {
    JsonNode policy = given;
    if (given.isTextual()) {
      try {
        policy = new ObjectMapper().readTree(given.asText());
      } catch (IOException e) {
        throw new UncheckedIOException("RedrivePolicy is not JSON: " + given, e);
      }
    }
    return policy.has("deadLetterTargetArn")
        ? Optional.of(
            new Redrive(
                policy.get("deadLetterTargetArn").asText(), policy.get("maxReceiveCount").asInt()))
        : Optional.empty();
  }

  public boolean isFifo() {
    return kind != Kind.STANDARD;
  }
}
