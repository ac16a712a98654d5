package app.firstbell.emulator.queue;

import app.firstbell.emulator.aws.AwsFailure;
import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.queue.Message.Attribute;
import app.firstbell.emulator.queue.Message.Outgoing;
import app.firstbell.emulator.queue.Message.Sent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// SQS's operations, as JSON in and out. Queues come from the template, so none is made or removed
/// here.
public final class QueueApi {
  private static final int LARGEST_BATCH = 10;

  private final Queues queues;
  private final Access access;

  public QueueApi(Queues queues, Access access) {
    this.queues = queues;
    this.access = access;
  }

  /// Does one operation.
  ///
  /// @throws AwsFailure SQS's own errors
  public ObjectNode perform(String operation, Principal caller, JsonNode q)
      throws InterruptedException {
    return switch (operation) {
      case "SendMessage" -> send(queue(caller, operation, q), q);
      case "SendMessageBatch" -> {
        QueueSettings queue = queue(caller, "SendMessage", q);
        yield batch(q, entry -> send(queue, entry));
      }
      case "ReceiveMessage" -> receive(queue(caller, operation, q), q);
      case "DeleteMessage" -> delete(queue(caller, operation, q), q);
      case "DeleteMessageBatch" -> {
        QueueSettings queue = queue(caller, "DeleteMessage", q);
        yield batch(q, entry -> delete(queue, entry));
      }
      case "ChangeMessageVisibility" -> changeVisibility(queue(caller, operation, q), q);
      case "ChangeMessageVisibilityBatch" -> {
        QueueSettings queue = queue(caller, "ChangeMessageVisibility", q);
        yield batch(q, entry -> changeVisibility(queue, entry));
      }
      case "GetQueueUrl" -> {
        QueueSettings queue = named(q.path("QueueName").asText());
        allow(caller, operation, queue);
        yield object().put("QueueUrl", queue.url());
      }
      case "GetQueueAttributes" -> attributes(queue(caller, operation, q), q);
      case "ListQueues" -> list(caller, q);
      case "PurgeQueue" -> {
        queues.purge(queue(caller, operation, q));
        yield object();
      }
      default ->
          throw new AwsFailure(
              400,
              "UnsupportedOperation",
              "the emulator does not do SQS's %s; queues are made from the template"
                  .formatted(operation));
    };
  }

  private QueueSettings queue(Principal caller, String action, JsonNode q) {
    if (!q.has("QueueUrl")) {
      throw new AwsFailure(
          400, "MissingParameter", "The request must contain the parameter QueueUrl.");
    }
    QueueSettings queue = named(q.get("QueueUrl").asText());
    allow(caller, action, queue);
    return queue;
  }

  private QueueSettings named(String nameOrUrl) {
    return queues
        .find(nameOrUrl)
        .orElseThrow(
            () -> new AwsFailure(400, "QueueDoesNotExist", "The specified queue does not exist."));
  }

  private void allow(Principal caller, String action, QueueSettings queue) {
    if (access.decide(caller, "sqs:" + action, queue.arn())
        instanceof Access.Decision.Denied(String reason)) {
      throw new AwsFailure(403, "AccessDeniedException", reason);
    }
  }

  private ObjectNode send(QueueSettings queue, JsonNode q) {
    String body = q.path("MessageBody").asText();
    if (body.isEmpty()) {
      throw new AwsFailure(
          400, "MissingParameter", "The request must contain the parameter MessageBody.");
    }
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > queue.maximumBytes()) {
      throw invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
              .formatted(queue.maximumBytes()));
    }
    Optional<Integer> delay = number(q, "DelaySeconds", 0, 900);
    if (queue.isFifo()) {
      delay = Optional.empty();
      if (!q.hasNonNull("MessageGroupId")) {
        throw new AwsFailure(
            400, "MissingParameter", "The request must contain the parameter MessageGroupId.");
      }
      if (queue.kind() == QueueSettings.Kind.FIFO && !q.hasNonNull("MessageDeduplicationId")) {
        throw invalid(
            "The queue should either have ContentBasedDeduplication enabled or"
                + " MessageDeduplicationId provided explicitly");
      }
    }
    Map<String, Attribute> attributes = attributesIn(q.path("MessageAttributes"));
    Sent sent =
        queues.send(
            queue,
            new Outgoing(
                body,
                attributes,
                delay,
                text(q, "MessageGroupId"),
                text(q, "MessageDeduplicationId"),
                text(q.at("/MessageSystemAttributes/AWSTraceHeader"), "StringValue")));
    ObjectNode answer =
        object().put("MessageId", sent.messageId()).put("MD5OfMessageBody", Digests.md5(body));
    if (!attributes.isEmpty()) {
      answer.put("MD5OfMessageAttributes", Digests.md5(attributes));
    }
    sent.sequenceNumber().ifPresent(n -> answer.put("SequenceNumber", n));
    return answer;
  }

  private ObjectNode receive(QueueSettings queue, JsonNode q) throws InterruptedException {
    int most = number(q, "MaxNumberOfMessages", 1, 10).orElse(1);
    Optional<Duration> visibility =
        number(q, "VisibilityTimeout", 0, 43_200).map(Duration::ofSeconds);
    Duration wait =
        number(q, "WaitTimeSeconds", 0, 20).map(Duration::ofSeconds).orElse(queue.receiveWait());
    Set<String> system = new HashSet<>();
    q.path("AttributeNames").forEach(n -> system.add(n.asText()));
    q.path("MessageSystemAttributeNames").forEach(n -> system.add(n.asText()));
    Set<String> own = new HashSet<>();
    q.path("MessageAttributeNames").forEach(n -> own.add(n.asText()));
    ObjectNode answer = object();
    List<Message> received = queues.receive(queue, most, visibility, wait);
    if (!received.isEmpty()) {
      ArrayNode messages = answer.putArray("Messages");
      received.forEach(m -> messages.add(message(m, system, own)));
    }
    return answer;
  }

  private static ObjectNode message(Message message, Set<String> system, Set<String> own) {
    ObjectNode json =
        object()
            .put("MessageId", message.id())
            .put("ReceiptHandle", message.receipt())
            .put("MD5OfBody", Digests.md5(message.body()))
            .put("Body", message.body());
    ObjectNode wanted = object();
    systemAttributes(message)
        .forEach((name, value) -> {
          if (system.contains(name) || system.contains("All")) {
            wanted.put(name, value);
          }
        });
    if (!wanted.isEmpty()) {
      json.set("Attributes", wanted);
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>(message.attributes());
    attributes.keySet().removeIf(name -> !wanted(name, own));
    if (!attributes.isEmpty()) {
      json.put("MD5OfMessageAttributes", Digests.md5(attributes));
      ObjectNode out = json.putObject("MessageAttributes");
      attributes.forEach((name, a) ->
          out.putObject(name)
              .put(a.isBinary() ? "BinaryValue" : "StringValue", a.value())
              .put("DataType", a.type()));
    }
    return json;
  }

  private static boolean wanted(String name, Set<String> patterns) {
    return patterns.contains("All")
        || patterns.contains(name)
        || patterns.stream()
            .anyMatch(p -> p.endsWith(".*") && name.startsWith(p.substring(0, p.length() - 2)));
  }

  /// A received message's system attributes by name.
  static Map<String, String> systemAttributes(Message message) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("ApproximateReceiveCount", Integer.toString(message.receiveCount()));
    all.put("SentTimestamp", Long.toString(message.sentAt()));
    all.put("SenderId", "AIDAFIRSTBELLLOCAL00");
    all.put("ApproximateFirstReceiveTimestamp", Long.toString(message.firstReceivedAt()));
    all.putAll(message.system());
    return all;
  }

  private ObjectNode delete(QueueSettings queue, JsonNode q) {
    queues.delete(queue, receipt(q));
    return object();
  }

  private ObjectNode changeVisibility(QueueSettings queue, JsonNode q) {
    Duration visibility =
        number(q, "VisibilityTimeout", 0, 43_200)
            .map(Duration::ofSeconds)
            .orElseThrow(() ->
                new AwsFailure(
                    400,
                    "MissingParameter",
                    "The request must contain the parameter VisibilityTimeout."));
    queues.changeVisibility(queue, receipt(q), visibility);
    return object();
  }

  private static String receipt(JsonNode q) {
    return text(q, "ReceiptHandle")
        .orElseThrow(() ->
            new AwsFailure(
                400, "MissingParameter", "The request must contain the parameter ReceiptHandle."));
  }

  private ObjectNode batch(JsonNode q, Function<JsonNode, ObjectNode> each) {
    JsonNode entries = q.path("Entries");
    if (entries.isEmpty()) {
      throw new AwsFailure(
          400, "EmptyBatchRequest", "There should be at least one entry in the request.");
    }
    if (entries.size() > LARGEST_BATCH) {
      throw new AwsFailure(
          400,
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      if (!ids.add(entry.path("Id").asText())) {
        throw new AwsFailure(
            400, "BatchEntryIdsNotDistinct", "Id " + entry.path("Id").asText() + " repeated.");
      }
    }
    ObjectNode answer = object();
    ArrayNode successful = answer.putArray("Successful");
    ArrayNode failed = answer.putArray("Failed");
    for (JsonNode entry : entries) {
      String id = entry.path("Id").asText();
      try {
        successful.add(each.apply(entry).put("Id", id));
      } catch (AwsFailure e) {
        failed
            .addObject()
            .put("Id", id)
            .put("Code", e.code())
            .put("Message", e.words())
            .put("SenderFault", true);
      }
    }
    return answer;
  }

  private ObjectNode attributes(QueueSettings queue, JsonNode q) {
    Map<String, String> all = new LinkedHashMap<>();
    Queues.Counts counts = queues.counts(queue);
    all.put("QueueArn", queue.arn());
    all.put("ApproximateNumberOfMessages", Integer.toString(counts.visible()));
    all.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.inFlight()));
    all.put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()));
    all.put("VisibilityTimeout", Long.toString(queue.visibility().toSeconds()));
    all.put("DelaySeconds", Long.toString(queue.delay().toSeconds()));
    all.put("MessageRetentionPeriod", Long.toString(queue.retention().toSeconds()));
    all.put("MaximumMessageSize", Integer.toString(queue.maximumBytes()));
    all.put("ReceiveMessageWaitTimeSeconds", Long.toString(queue.receiveWait().toSeconds()));
    queue
        .redrive()
        .ifPresent(r ->
            all.put(
                "RedrivePolicy",
                object()
                    .put("deadLetterTargetArn", r.deadLetterArn())
                    .put("maxReceiveCount", r.maxReceiveCount())
                    .toString()));
    if (queue.isFifo()) {
      all.put("FifoQueue", "true");
      all.put(
          "ContentBasedDeduplication",
          Boolean.toString(queue.kind() == QueueSettings.Kind.FIFO_BY_CONTENT));
    }
    Set<String> wanted = new HashSet<>();
    q.path("AttributeNames").forEach(n -> wanted.add(n.asText()));
    ObjectNode answer = object();
    ObjectNode attributes = answer.putObject("Attributes");
    all.forEach((name, value) -> {
      if (wanted.contains("All") || wanted.contains(name)) {
        attributes.put(name, value);
      }
    });
    return answer;
  }

  private ObjectNode list(Principal caller, JsonNode q) {
    if (access.decide(caller, "sqs:ListQueues", "*")
        instanceof Access.Decision.Denied(String reason)) {
      throw new AwsFailure(403, "AccessDeniedException", reason);
    }
    String prefix = q.path("QueueNamePrefix").asText();
    ObjectNode answer = object();
    ArrayNode urls = answer.putArray("QueueUrls");
    queues.settings().stream()
        .filter(s -> s.name().startsWith(prefix))
        .forEach(s -> urls.add(s.url()));
    return answer;
  }

  private static Map<String, Attribute> attributesIn(JsonNode given) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (var entry : given.properties()) {
      JsonNode value = entry.getValue();
      String type = value.path("DataType").asText();
      if (!type.matches("(String|Number|Binary)(\\..+)?")) {
        throw invalid(
            "The type of message (user) attribute '%s' is invalid. You must use only the following"
                    .formatted(entry.getKey())
                + " supported type prefixes: Binary, Number, String.");
      }
      attributes.put(
          entry.getKey(),
          new Attribute(
              type,
              value.path(type.startsWith("Binary") ? "BinaryValue" : "StringValue").asText()));
    }
    return attributes;
  }

  private static Optional<String> text(JsonNode q, String name) {
    return q.hasNonNull(name) ? Optional.of(q.get(name).asText()) : Optional.empty();
  }

  private static Optional<Integer> number(JsonNode q, String name, int least, int most) {
    if (!q.hasNonNull(name)) {
      return Optional.empty();
    }
    int value = q.get(name).asInt(Integer.MIN_VALUE);
    if (value < least || value > most) {
      throw invalid(
          "Value %s for parameter %s is invalid. Reason: Must be between %d and %d, if provided."
              .formatted(q.get(name).asText(), name, least, most));
    }
    return Optional.of(value);
  }

  private static AwsFailure invalid(String message) {
    return new AwsFailure(400, "InvalidParameterValue", message);
  }

  private static ObjectNode object() {
    return JsonProtocol.MAPPER.createObjectNode();
  }
}
