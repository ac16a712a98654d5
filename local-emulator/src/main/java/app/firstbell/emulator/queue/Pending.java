package app.firstbell.emulator.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// A message that lies in a queue, consumed by nobody yet. Times are epoch milliseconds by the
/// emulator's clock, `createdAt` by the machine's (ElasticMQ orders FIFO messages by it).
///
/// @param due when it may be received next
/// @param receipt of the last reception; empty before the first
/// @param system `MessageGroupId`, `MessageDeduplicationId`, `SequenceNumber`, `AWSTraceHeader`,
///   `DeadLetterQueueSourceArn`
record Pending(
    String queue,
    String id,
    String body,
    Map<String, Message.Attribute> attributes,
    Map<String, String> system,
    long sentAt,
    long createdAt,
    long due,
    int receiveCount,
    long firstReceivedAt,
    String receipt) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Pending in(String otherQueue, Map<String, String> newSystem) {
    return new Pending(
        otherQueue,
        id,
        body,
        attributes,
        newSystem,
        sentAt,
        createdAt,
        due,
        receiveCount,
        firstReceivedAt,
        receipt);
  }

  Pending received(long newDue, int count, long first, String newReceipt) {
    return new Pending(
        queue, id, body, attributes, system, sentAt, createdAt, newDue, count, first, newReceipt);
  }

  ObjectNode json() {
    return JSON.valueToTree(this);
  }

  static Pending of(JsonNode json) {
    Map<String, Message.Attribute> attributes = new LinkedHashMap<>();
    for (var attribute : json.path("attributes").properties()) {
      JsonNode value = attribute.getValue();
      attributes.put(
          attribute.getKey(),
          new Message.Attribute(value.path("type").asText(), value.path("value").asText()));
    }
    Map<String, String> system = new LinkedHashMap<>();
    json.path("system").properties().forEach(e -> system.put(e.getKey(), e.getValue().asText()));
    return new Pending(
        json.path("queue").asText(),
        json.path("id").asText(),
        json.path("body").asText(),
        attributes,
        system,
        json.path("sentAt").asLong(),
        json.path("createdAt").asLong(),
        json.path("due").asLong(),
        json.path("receiveCount").asInt(),
        json.path("firstReceivedAt").asLong(),
        json.path("receipt").asText());
  }
}
