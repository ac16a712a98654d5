package app.firstbell.emulator.queue;

import java.util.Map;
import java.util.Optional;

/// A message as a receiver gets it; times are epoch milliseconds by the emulator's clock.
///
/// @param receipt the handle to delete it by, new with each reception
/// @param receiveCount this reception counted
/// @param system further system attributes: `MessageGroupId`, `MessageDeduplicationId`,
///   `SequenceNumber`, `AWSTraceHeader`, `DeadLetterQueueSourceArn`
public record Message(
    String id,
    String receipt,
    String body,
    Map<String, Attribute> attributes,
    long sentAt,
    long firstReceivedAt,
    int receiveCount,
    Map<String, String> system) {

  /// A message attribute. `type` is `String`, `Number` or `Binary`, possibly with a suffix
  /// (`String.uuid`); `value` is text, in base64 for binary.
  public record Attribute(String type, String value) {
    boolean isBinary() {
      return type.startsWith("Binary");
    }
  }

  /// A message to send. `delaySeconds` empty means the queue's own delay.
  public record Outgoing(
      String body,
      Map<String, Attribute> attributes,
      Optional<Integer> delaySeconds,
      Optional<String> groupId,
      Optional<String> deduplicationId,
      Optional<String> traceHeader) {
    public static Outgoing of(String body) {
      return new Outgoing(
          body, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// What a sender hears. `sequenceNumber` for FIFO queues.
  public record Sent(String messageId, Optional<String> sequenceNumber) {}
}
