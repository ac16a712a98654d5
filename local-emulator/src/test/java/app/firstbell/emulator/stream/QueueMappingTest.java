package app.firstbell.emulator.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.Local;
import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.queue.Message.Outgoing;
import app.firstbell.emulator.queue.QueueSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class QueueMappingTest {
  private static final String MAY_CONSUME =
      """
      {'Effect':'Allow','Action':['sqs:ReceiveMessage','sqs:DeleteMessage','sqs:GetQueueAttributes'],
       'Resource':'arn:aws:sqs:us-east-1:000000000000:Timers'}
      """;

  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private Local start(String options, Function<JsonNode, Invocation> timers) {
    return Local.start(
        new SmallAssembly()
            .queue("TimersDead", "{}")
            .queue(
                "Timers",
                "{'VisibilityTimeout':60,'RedrivePolicy':{'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:TimersDead','maxReceiveCount':3}}")
            .role("TimersRole", MAY_CONSUME)
            .function("Timers", "TimersRole")
            .mapping(
                "TimersQueue",
                "{'EventSourceArn':'arn:aws:sqs:us-east-1:000000000000:Timers','FunctionName':'Timers'%s}"
                    .formatted(options)),
        Optional.empty(),
        new Local.Scripted()
            .on(
                "Timers",
                event -> {
                  events.add(event);
                  return timers.apply(event);
                }));
  }

  private static QueueSettings queue(Local local, String name) {
    return local.data.queues().find(name).orElseThrow();
  }

  private static void send(Local local, String body) {
    local.data.queues().send(queue(local, "Timers"), Outgoing.of(body));
  }

  private List<String> bodies() {
    List<String> all = new ArrayList<>();
    events.forEach(e -> e.path("Records").forEach(r -> all.add(r.path("body").asText())));
    return all;
  }

  @Test
  void aQueueThatForgetsSoonerThanItsFunctionEndsIsRefused() {
    var assembly =
        new SmallAssembly()
            .queue("Timers", "{'VisibilityTimeout':9}")
            .role("TimersRole", MAY_CONSUME)
            .function("Timers", "TimersRole")
            .mapping(
                "TimersQueue",
                "{'EventSourceArn':'arn:aws:sqs:us-east-1:000000000000:Timers','FunctionName':'Timers'}");
    var refused = assertThrows(IllegalArgumentException.class, () -> Local.start(assembly));
    assertEquals(
        "mapping TimersQueue: the queue's VisibilityTimeout of 9 s must not be shorter than the Timeout of Timers, 10 s",
        String.valueOf(refused.getMessage()));
  }

  @Test
  void aMessageHasLambdasShapeAndIsDeletedWhenDone() {
    try (var local = start("", _ -> Local.succeeded("null"))) {
      local
          .sqs("operator")
          .sendMessage(r ->
              r.queueUrl("http://127.0.0.1:8082/000000000000/Timers")
                  .messageBody("{\"kind\":\"grace\"}")
                  .messageAttributes(
                      java.util.Map.of(
                          "tenant",
                          software.amazon.awssdk.services.sqs.model.MessageAttributeValue.builder()
                              .dataType("String")
                              .stringValue("demo")
                              .build())));
      Local.await("the event", () -> !events.isEmpty());
      JsonNode record = events.getFirst().at("/Records/0");
      assertEquals("{\"kind\":\"grace\"}", record.path("body").asText());
      assertEquals("aws:sqs", record.path("eventSource").asText());
      assertEquals(
          "arn:aws:sqs:us-east-1:000000000000:Timers", record.path("eventSourceARN").asText());
      assertEquals("1", record.at("/attributes/ApproximateReceiveCount").asText());
      assertTrue(record.at("/attributes/SentTimestamp").asText().matches("\\d{13}"));
      assertEquals("demo", record.at("/messageAttributes/tenant/stringValue").asText());
      assertEquals("String", record.at("/messageAttributes/tenant/dataType").asText());
      assertTrue(record.path("md5OfBody").asText().matches("[0-9a-f]{32}"));
      Local.await("deleted", () -> local.data.queues().peek(queue(local, "Timers")).isEmpty());
    }
  }

  @Test
  void aDelayedMessageComesWhenTheClockReachesIt() {
    try (var local = start("", _ -> Local.succeeded("null"))) {
      var delayed =
          new Outgoing(
              "ring-timeout",
              java.util.Map.of(),
              Optional.of(45),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      local.data.queues().send(queue(local, "Timers"), delayed);
      send(local, "at once");
      Local.await("the undelayed one", () -> bodies().equals(List.of("at once")));
      local.clock.advance(Duration.ofSeconds(44));
      assertEquals(
          1, local.data.queues().counts(queue(local, "Timers")).delayed(), "a second is missing");
      local.clock.advance(Duration.ofSeconds(1));
      Local.await("the delayed one", () -> bodies().contains("ring-timeout"));
    }
  }

  @Test
  void aDelayIsCountedFromAClockThatWasMovedBefore() {
    try (var local = start("", _ -> Local.succeeded("null"))) {
      local.clock.advance(Duration.ofDays(30));
      var delayed =
          new Outgoing(
              "later",
              java.util.Map.of(),
              Optional.of(90),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      local.data.queues().send(queue(local, "Timers"), delayed);
      send(local, "now");
      Local.await("the undelayed one", () -> bodies().contains("now"));
      assertEquals(List.of("now"), bodies());
      local.clock.advance(Duration.ofSeconds(90));
      Local.await("the delayed one", () -> bodies().contains("later"));
    }
  }

  @Test
  void whatFailsComesAgainAndGoesToTheDeadLettersAtLast() {
    try (var local =
        start(
            ",'FunctionResponseTypes':['ReportBatchItemFailures']",
            event -> {
              for (JsonNode record : event.path("Records")) {
                if (record.path("body").asText().equals("poison")) {
                  return Local.succeeded(
                      "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
                          .formatted(record.path("messageId").asText()));
                }
              }
              return Local.succeeded("null");
            })) {
      send(local, "good");
      send(local, "poison");
      for (int tries = 1; tries <= 3; tries++) {
        int wanted = tries;
        Local.await(
            "reception " + tries,
            () -> bodies().stream().filter("poison"::equals).count() == wanted);
        Local.await(
            "the good one is deleted",
            () -> local.data.queues().peek(queue(local, "Timers")).size() == 1);
        local.clock.advance(Duration.ofSeconds(61));
      }
      Local.await(
          "in the dead letters",
          () -> local.data.queues().peek(queue(local, "TimersDead")).size() == 1);
      assertEquals(
          "poison", local.data.queues().peek(queue(local, "TimersDead")).getFirst().body());
      assertEquals(3, bodies().stream().filter("poison"::equals).count());
      assertEquals(1, bodies().stream().filter("good"::equals).count());
      // It lies there a moment before it has left here, so that none is lost between.
      Local.await(
          "no more in its own queue",
          () -> local.data.queues().peek(queue(local, "Timers")).isEmpty());
    }
  }

  @Test
  void aFunctionErrorFailsTheWholeBatch() {
    try (var local = start("", _ -> Local.failed())) {
      send(local, "a");
      Local.await("tried", () -> bodies().size() == 1);
      Local.await(
          "in flight, not deleted",
          () -> local.data.queues().counts(queue(local, "Timers")).inFlight() == 1);
      local.clock.advance(Duration.ofSeconds(61));
      Local.await("again", () -> bodies().size() == 2);
    }
  }

  @Test
  void aWindowGathersABatch() {
    try (var local =
        start(
            ",'BatchSize':20,'MaximumBatchingWindowInSeconds':30", _ -> Local.succeeded("null"))) {
      for (int i = 0; i < 15; i++) {
        send(local, "m" + i);
      }
      Local.await(
          "all received",
          () -> local.data.queues().counts(queue(local, "Timers")).inFlight() == 15);
      assertEquals(0, events.size(), "the window is open");
      local.clock.advance(Duration.ofSeconds(30));
      Local.await("one event", () -> events.size() == 1);
      assertEquals(15, bodies().size());
    }
  }

  @Test
  void whatNoFilterWantsIsDeleted() {
    try (var local =
        start(
            ",'FilterCriteria':{'Filters':[{'Pattern':'{\\\"body\\\":{\\\"kind\\\":[\\\"grace\\\"]}}'}]}",
            _ -> Local.succeeded("null"))) {
      send(local, "{\"kind\":\"ring\"}");
      send(local, "{\"kind\":\"grace\"}");
      Local.await(
          "the queue is empty", () -> local.data.queues().peek(queue(local, "Timers")).isEmpty());
      assertEquals(List.of("{\"kind\":\"grace\"}"), bodies());
    }
  }

  @Test
  void aBigBatchNeedsAWindowAndARoleMustConsume() {
    assertThrows(
        IllegalArgumentException.class,
        () -> start(",'BatchSize':20", _ -> Local.succeeded("null")));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Local.start(
                    new SmallAssembly()
                        .queue("Timers", "{}")
                        .role("R", "{'Effect':'Deny','Action':'*','Resource':'*'}")
                        .function("Timers", "R")
                        .mapping(
                            "M",
                            "{'EventSourceArn':'arn:aws:sqs:us-east-1:000000000000:Timers','FunctionName':'Timers'}")));
    assertTrue(String.valueOf(refused.getMessage()).contains("may not sqs:ReceiveMessage"));
  }
}
