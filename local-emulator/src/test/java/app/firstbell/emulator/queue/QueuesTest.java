package app.firstbell.emulator.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.Local;
import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.aws.AwsCall;
import app.firstbell.emulator.queue.Message.Outgoing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class QueuesTest {
  private static final String AT = "http://127.0.0.1:8082/000000000000/";
  private static Local local;
  private SqsClient sqs;

  @BeforeAll
  static void start() {
    local =
        Local.start(
            new SmallAssembly()
                .queue(
                    "Work",
                    "{'VisibilityTimeout':30,'RedrivePolicy':{'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:Dead','maxReceiveCount':2}}")
                .queue("Dead", "{}")
                .queue("Orders.fifo", "{'FifoQueue':true,'ContentBasedDeduplication':true}")
                .role(
                    "SenderRole",
                    "{'Effect':'Allow','Action':'sqs:SendMessage','Resource':'arn:aws:sqs:us-east-1:000000000000:Work'}")
                .function("Sender", "SenderRole"));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @BeforeEach
  void empty() {
    sqs = local.sqs("operator");
    local.data.queues().settings().forEach(local.data.queues()::purge);
  }

  private List<software.amazon.awssdk.services.sqs.model.Message> receive(String queue) {
    return sqs.receiveMessage(r ->
            r.queueUrl(AT + queue)
                .maxNumberOfMessages(10)
                .messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  @Test
  void theSdkSendsReceivesAndDeletes() {
    sqs.sendMessage(r ->
        r.queueUrl(AT + "Work")
            .messageBody("héllo")
            .messageAttributes(
                Map.of(
                    "tenant",
                    MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue("demo")
                        .build())));
    var message = receive("Work").getFirst();
    assertEquals("héllo", message.body());
    assertEquals(
        List.of("demo"),
        message.messageAttributes().values().stream()
            .map(MessageAttributeValue::stringValue)
            .toList());
    assertEquals("1", message.attributesAsStrings().get("ApproximateReceiveCount"));
    assertTrue(receive("Work").isEmpty(), "invisible");
    sqs.deleteMessage(r -> r.queueUrl(AT + "Work").receiptHandle(message.receiptHandle()));
    local.clock.advance(Duration.ofSeconds(31));
    assertTrue(receive("Work").isEmpty(), "deleted");
  }

  @Test
  void whatIsNotDeletedComesAgainWithANewReceiptAndGoesToTheDeadLetters() {
    sqs.sendMessage(r -> r.queueUrl(AT + "Work").messageBody("hard"));
    String first = receive("Work").getFirst().receiptHandle();
    local.clock.advance(Duration.ofSeconds(31));
    var second = receive("Work").getFirst();
    assertEquals("2", second.attributesAsStrings().get("ApproximateReceiveCount"));
    assertNotEquals(first, second.receiptHandle());
    local.clock.advance(Duration.ofSeconds(31));
    assertTrue(receive("Work").isEmpty(), "moved on at the third reception");
    Local.await("in the dead letters", () -> count("Dead") == 1);
    var dead = receive("Dead").getFirst();
    assertEquals("hard", dead.body());
    assertEquals(
        "arn:aws:sqs:us-east-1:000000000000:Work",
        dead.attributesAsStrings().get("DeadLetterQueueSourceArn"));
    assertEquals(second.messageId(), dead.messageId());
  }

  private static int count(String queue) {
    return local.data.queues().peek(local.data.queues().find(queue).orElseThrow()).size();
  }

  @Test
  void visibilityCanBeChanged() {
    sqs.sendMessage(r -> r.queueUrl(AT + "Work").messageBody("later"));
    String receipt = receive("Work").getFirst().receiptHandle();
    sqs.changeMessageVisibility(
        r -> r.queueUrl(AT + "Work").receiptHandle(receipt).visibilityTimeout(0));
    assertEquals(1, receive("Work").size());
    assertThrows(
        SqsException.class,
        () ->
            sqs.changeMessageVisibility(
                r -> r.queueUrl(AT + "Work").receiptHandle(receipt).visibilityTimeout(1)),
        "the handle is no longer the last one");
  }

  @Test
  void aLongPollEndsWhenAMessageComesOrTheClockMoves() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> waiting =
          threads.submit(() ->
              sqs.receiveMessage(r -> r.queueUrl(AT + "Work").waitTimeSeconds(20))
                  .messages()
                  .size());
      sqs.sendMessage(r -> r.queueUrl(AT + "Work").messageBody("in 15 minutes").delaySeconds(900));
      local.clock.advance(Duration.ofSeconds(10));
      sqs.sendMessage(r -> r.queueUrl(AT + "Work").messageBody("now"));
      assertEquals(1, waiting.get());
      Future<Integer> vain =
          threads.submit(() ->
              sqs.receiveMessage(r -> r.queueUrl(AT + "Dead").waitTimeSeconds(20))
                  .messages()
                  .size());
      Local.await(
          "the wait is over by the moved clock",
          () -> {
            local.clock.advance(Duration.ofSeconds(20));
            return vain.isDone();
          });
      assertEquals(0, vain.get());
    }
  }

  @Test
  void aFifoQueueKeepsOrderAndDropsDoubles() {
    for (String body : List.of("a", "b", "a", "c")) {
      sqs.sendMessage(r -> r.queueUrl(AT + "Orders.fifo").messageBody(body).messageGroupId("g"));
    }
    var received = receive("Orders.fifo");
    assertEquals(
        List.of("a", "b", "c"),
        received.stream().map(software.amazon.awssdk.services.sqs.model.Message::body).toList());
    assertEquals("g", received.getFirst().attributesAsStrings().get("MessageGroupId"));
    assertThrows(
        SqsException.class,
        () -> sqs.sendMessage(r -> r.queueUrl(AT + "Orders.fifo").messageBody("x")),
        "a group is needed");
  }

  @Test
  void manySendersAndReceiversLoseNothing() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    var work = local.data.queues().find("Work").orElseThrow();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < 4; t++) {
        int thread = t;
        threads.submit(() -> {
          for (int i = 0; i < 50; i++) {
            local.data.queues().send(work, Outgoing.of(thread + "-" + i));
          }
        });
        threads.submit(() -> {
          while (seen.size() < 200) {
            for (Message m :
                local.data.queues().receive(work, 3, Optional.empty(), Duration.ZERO)) {
              assertTrue(seen.add(m.body()), "twice: " + m.body());
              local.data.queues().delete(work, m.receipt());
            }
          }
          return null;
        });
      }
      Local.await("all received", () -> seen.size() == 200);
    }
    assertEquals(0, count("Work"));
  }

  @Test
  void batchesAnswerForEachEntry() {
    var sent =
        sqs.sendMessageBatch(r ->
            r.queueUrl(AT + "Work")
                .entries(
                    b -> b.id("1").messageBody("ok"),
                    b -> b.id("2").messageBody("late").delaySeconds(901)));
    assertEquals("1", sent.successful().getFirst().id());
    assertEquals("InvalidParameterValue", sent.failed().getFirst().code());
  }

  @Test
  void unknownQueuesAndForbiddenCallersAreRefused() {
    assertThrows(
        QueueDoesNotExistException.class,
        () -> sqs.sendMessage(r -> r.queueUrl(AT + "None").messageBody("x")));
    var sender = local.sqs("Sender");
    sender.sendMessage(r -> r.queueUrl(AT + "Work").messageBody("allowed"));
    var refused =
        assertThrows(SqsException.class, () -> sender.receiveMessage(r -> r.queueUrl(AT + "Work")));
    assertEquals("AccessDenied", refused.awsErrorDetails().errorCode());
    assertEquals(403, refused.statusCode());
    assertTrue(
        refused
            .awsErrorDetails()
            .errorMessage()
            .contains("not authorized to perform: sqs:ReceiveMessage"));
  }

  @Test
  void attributesCountWhatLiesThere() {
    sqs.sendMessage(r -> r.queueUrl(AT + "Work").messageBody("now"));
    sqs.sendMessage(r -> r.queueUrl(AT + "Work").messageBody("later").delaySeconds(60));
    var attributes =
        sqs.getQueueAttributes(r -> r.queueUrl(AT + "Work").attributeNames(QueueAttributeName.ALL))
            .attributesAsStrings();
    assertEquals("1", attributes.get("ApproximateNumberOfMessages"));
    assertEquals("1", attributes.get("ApproximateNumberOfMessagesDelayed"));
    assertEquals("30", attributes.get("VisibilityTimeout"));
    assertEquals(AT + "Work", sqs.getQueueUrl(r -> r.queueName("Work")).queueUrl());
  }

  @Test
  void theOlderProtocolWorksToo() {
    String sent =
        form(
            "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=one%20%26%20two"
                + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String"
                + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v");
    assertTrue(sent.contains("<SendMessageBatchResultEntry><MessageId>"), sent);
    String received = form("Action=ReceiveMessage&AttributeName.1=All&MessageAttributeName.1=All");
    assertTrue(received.contains("<Body>one &amp; two</Body>"), received);
    assertTrue(received.contains("<Name>ApproximateReceiveCount</Name><Value>1</Value>"), received);
    assertTrue(received.contains("<Name>n</Name><Value><StringValue>v</StringValue>"), received);
    assertTrue(
        form("Action=Dance").contains("<Code>AWS.SimpleQueueService.UnsupportedOperation</Code>"));
  }

  private static String form(String fields) {
    var answer =
        local.aws.answer(
            new AwsCall(
                "POST",
                "/000000000000/Work",
                "",
                Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
                fields.getBytes(StandardCharsets.UTF_8)));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aDataDirectoryKeepsWhatNobodyConsumed(@TempDir Path directory) throws Exception {
    var assembly = new SmallAssembly().queue("Work", "{'VisibilityTimeout':30}");
    try (var first = Local.start(assembly, Optional.of(directory), new Local.Scripted())) {
      var queue = first.data.queues().find("Work").orElseThrow();
      first.data.queues().send(queue, Outgoing.of("kept"));
      first
          .data
          .queues()
          .send(
              queue,
              new Outgoing(
                  "delayed",
                  Map.of("a", new Message.Attribute("String", "b")),
                  Optional.of(600),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
      first.data.queues().send(queue, Outgoing.of("consumed"));
      for (Message m : first.data.queues().receive(queue, 10, Optional.empty(), Duration.ZERO)) {
        if (m.body().equals("consumed")) {
          first.data.queues().delete(queue, m.receipt());
        }
      }
    }
    // The process ended while it wrote a line.
    Files.writeString(
        directory.resolve("queues.jsonl"), "{\"op\":\"put\",\"que", StandardOpenOption.APPEND);
    try (var second = Local.start(assembly, Optional.of(directory), new Local.Scripted())) {
      var queue = second.data.queues().find("Work").orElseThrow();
      assertEquals(new Queues.Counts(0, 1, 1), second.data.queues().counts(queue));
      second.clock.advance(Duration.ofSeconds(31));
      var again = second.data.queues().receive(queue, 10, Optional.empty(), Duration.ZERO);
      assertEquals(List.of("kept"), again.stream().map(Message::body).toList());
      assertEquals(2, again.getFirst().receiveCount());
      second.clock.advance(Duration.ofSeconds(600));
      var delayed =
          second.data.queues().receive(queue, 10, Optional.empty(), Duration.ZERO).stream()
              .filter(m -> m.body().equals("delayed"))
              .findFirst()
              .orElseThrow();
      assertEquals(Map.of("a", new Message.Attribute("String", "b")), delayed.attributes());
    }
  }
}
