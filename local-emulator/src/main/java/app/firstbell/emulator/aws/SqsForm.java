package app.firstbell.emulator.aws;

import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.queue.QueueApi;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// SQS's older Query protocol, turned into today's JSON and back.
final class SqsForm {
  private static final String NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";
  // The older protocol numbers its lists under these names; the JSON protocol has plural ones.
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("SendMessageBatchRequestEntry", "Entries"),
          Map.entry("DeleteMessageBatchRequestEntry", "Entries"),
          Map.entry("ChangeMessageVisibilityBatchRequestEntry", "Entries"),
          Map.entry("AttributeName", "AttributeNames"),
          Map.entry("MessageSystemAttributeName", "MessageSystemAttributeNames"),
          Map.entry("MessageAttributeName", "MessageAttributeNames"));
  private static final Set<String> MAPS = Set.of("MessageAttribute", "MessageSystemAttribute");

  private SqsForm() {}

  static AwsAnswer answer(QueueApi queues, Principal caller, String path, Map<String, String> form)
      throws InterruptedException {
    String action = form.getOrDefault("Action", "");
    ObjectNode request = JsonProtocol.MAPPER.createObjectNode();
    if (path.length() > 1) {
      request.put("QueueUrl", path);
    }
    new TreeMap<>(form).forEach((name, value) -> put(request, name.split("\\."), 0, value));
    compact(request);
    try {
      return QueryProtocol.ok(
          NAMESPACE, action, flat(action, queues.perform(action, caller, request)));
    } catch (AwsFailure e) {
      return QueryProtocol.error(
          NAMESPACE, new AwsFailure(e.status(), queryCode(e.code()), e.words()));
    }
  }

  /// The older name of an error.
  static String queryCode(String code) {
    return switch (code) {
      case "QueueDoesNotExist" -> "AWS.SimpleQueueService.NonExistentQueue";
      case "EmptyBatchRequest",
          "TooManyEntriesInBatchRequest",
          "BatchEntryIdsNotDistinct",
          "UnsupportedOperation" ->
          "AWS.SimpleQueueService." + code;
      case "AccessDeniedException" -> "AccessDenied";
      default -> code;
    };
  }

  // `SendMessageBatchRequestEntry.1.MessageAttribute.2.Value.StringValue` →
  // Entries{1}.MessageAttributes{2}.…
  private static void put(ObjectNode into, String[] name, int at, String value) {
    String part = name[at];
    if (LISTS.containsKey(part)) {
      part = LISTS.get(part);
    } else if (MAPS.contains(part)) {
      part += "s";
    }
    if (at == name.length - 1) {
      into.put(part, value);
    } else {
      JsonNode there = into.path(part);
      put(there.isObject() ? (ObjectNode) there : into.putObject(part), name, at + 1, value);
    }
  }

  private static void compact(ObjectNode request) {
    for (String list : Set.copyOf(LISTS.values())) {
      if (request.path(list).isObject()) {
        ArrayNode array = JsonProtocol.MAPPER.createArrayNode();
        request.get(list).properties().stream()
            .sorted((a, b) -> Integer.compare(number(a.getKey()), number(b.getKey())))
            .forEach(e -> array.add(e.getValue()));
        request.set(list, array);
      }
    }
    request.path("Entries").forEach(entry -> compact((ObjectNode) entry));
    for (String map : MAPS) {
      JsonNode numbered = request.path(map + "s");
      if (numbered.isObject()) {
        ObjectNode named = JsonProtocol.MAPPER.createObjectNode();
        numbered.forEach(e -> named.set(e.path("Name").asText(), e.path("Value")));
        request.set(map + "s", named);
      }
    }
  }

  private static int number(String key) {
    return key.chars().allMatch(Character::isDigit) ? Integer.parseInt(key) : 0;
  }

  private static ObjectNode flat(String action, ObjectNode answer) {
    ObjectNode flat = JsonProtocol.MAPPER.createObjectNode();
    for (var field : answer.properties()) {
      switch (field.getKey()) {
        case "Messages" -> {
          ArrayNode messages = flat.putArray("Message");
          field.getValue().forEach(m -> messages.add(message((ObjectNode) m)));
        }
        case "Attributes" -> flat.set("Attribute", pairs(field.getValue()));
        case "QueueUrls" -> flat.set("QueueUrl", field.getValue());
        case "Successful" -> flat.set(action + "ResultEntry", field.getValue());
        case "Failed" -> flat.set("BatchResultErrorEntry", field.getValue());
        default -> flat.set(field.getKey(), field.getValue());
      }
    }
    return flat;
  }

  private static ObjectNode message(ObjectNode message) {
    ObjectNode flat = JsonProtocol.MAPPER.createObjectNode();
    for (var field : message.properties()) {
      switch (field.getKey()) {
        case "Attributes" -> flat.set("Attribute", pairs(field.getValue()));
        case "MessageAttributes" -> flat.set("MessageAttribute", pairs(field.getValue()));
        default -> flat.set(field.getKey(), field.getValue());
      }
    }
    return flat;
  }

  private static ArrayNode pairs(JsonNode map) {
    ArrayNode pairs = JsonProtocol.MAPPER.createArrayNode();
    for (var entry : map.properties()) {
      pairs.addObject().put("Name", entry.getKey()).set("Value", entry.getValue());
    }
    return pairs;
  }
}
