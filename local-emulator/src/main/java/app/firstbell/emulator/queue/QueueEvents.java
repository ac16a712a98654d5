package app.firstbell.emulator.queue;

import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.template.Assembly;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Received messages as Lambda hands them to a function.
public final class QueueEvents {
  private QueueEvents() {}

  /// One record of the event.
  public static ObjectNode record(Message message, QueueSettings queue) {
    ObjectNode record =
        JsonProtocol.MAPPER
            .createObjectNode()
            .put("messageId", message.id())
            .put("receiptHandle", message.receipt())
            .put("body", message.body());
    ObjectNode attributes = record.putObject("attributes");
    QueueApi.systemAttributes(message).forEach(attributes::put);
    ObjectNode own = record.putObject("messageAttributes");
    message
        .attributes()
        .forEach((name, attribute) -> {
          ObjectNode json = own.putObject(name);
          json.put(attribute.isBinary() ? "binaryValue" : "stringValue", attribute.value());
          json.putArray("stringListValues");
          json.putArray("binaryListValues");
          json.put("dataType", attribute.type());
        });
    record.put("md5OfBody", Digests.md5(message.body()));
    if (!message.attributes().isEmpty()) {
      record.put("md5OfMessageAttributes", Digests.md5(message.attributes()));
    }
    return record
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", queue.arn())
        .put("awsRegion", Assembly.REGION);
  }

  /// The record with its body as JSON where it is JSON: filters look into it.
  public static JsonNode forFilter(ObjectNode record) {
    try {
      JsonNode body = JsonProtocol.MAPPER.readTree(record.path("body").asText());
      return body.isObject() ? record.deepCopy().set("body", body) : record;
    } catch (JsonProcessingException e) {
      return record;
    }
  }

  public static byte[] event(List<ObjectNode> records) {
    ObjectNode event = JsonProtocol.MAPPER.createObjectNode();
    ArrayNode list = event.putArray("Records");
    records.forEach(list::add);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
