package app.firstbell.emulator.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.Local;
import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.lambda.Invocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StreamMappingTest {
  private static final String STREAM =
      "arn:aws:dynamodb:us-east-1:000000000000:table/Chats/stream/2026-01-01T00:00:00.000";
  private static final String MAY_READ =
      """
      {'Effect':'Allow','Action':['dynamodb:GetRecords','dynamodb:GetShardIterator','dynamodb:DescribeStream'],
       'Resource':'arn:aws:dynamodb:us-east-1:000000000000:table/Chats/stream/*'},
      {'Effect':'Allow','Action':'dynamodb:ListStreams','Resource':'*'},
      {'Effect':'Allow','Action':'sqs:SendMessage','Resource':'arn:aws:sqs:us-east-1:000000000000:AuditDead'}
      """;

  private final Deliveries deliveries = new Deliveries();

  private static SmallAssembly assembly(String options) {
    return new SmallAssembly()
        .table("Chats")
        .queue("AuditDead", "{}")
        .role("AuditRole", MAY_READ)
        .function("Audit", "AuditRole")
        .mapping(
            "AuditStream",
            "{'EventSourceArn':'%s','FunctionName':'Audit','StartingPosition':'TRIM_HORIZON'%s}"
                .formatted(STREAM, options));
  }

  private Local start(String options, Function<JsonNode, Invocation> audit) {
    return Local.start(
        assembly(options), Optional.empty(), new Local.Scripted().on("Audit", recorded(audit)));
  }

  private Function<JsonNode, Invocation> recorded(Function<JsonNode, Invocation> audit) {
    return event -> {
      deliveries.call(event);
      return audit.apply(event);
    };
  }

  private Invocation doAll(JsonNode event) {
    event.path("Records").forEach(deliveries::did);
    return Local.succeeded("{\"batchItemFailures\":[]}");
  }

  /// Does the records up to the first that is poison, and reports that one.
  private Invocation stopAtFirst(JsonNode event, Set<String> poison) {
    for (JsonNode record : event.path("Records")) {
      if (poison.contains(Deliveries.name(record))) {
        return reported(record);
      }
      deliveries.did(record);
    }
    return Local.succeeded("{\"batchItemFailures\":[]}");
  }

  private static Invocation reported(JsonNode record) {
    return Local.succeeded(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
            .formatted(Deliveries.number(record)));
  }

  /// Writes many items in one transaction-free run, while the function is held, so that they come
  /// in one batch.
  private static List<String> write(Local local, String pk, int count) {
    List<String> written = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      local.put("Chats", pk, "" + i);
      written.add(pk + "/" + i);
    }
    return written;
  }

  private static JsonNode deadLetter(Local local) throws Exception {
    var queue = local.data.queues().find("AuditDead").orElseThrow();
    Local.await("a note at the destination", () -> !local.data.queues().peek(queue).isEmpty());
    return new ObjectMapper().readTree(local.data.queues().peek(queue).getFirst().body());
  }

  /// What the emulator itself does not expect, a queue's engine that refuses for a moment.
  @Test
  void aDefectInsideIsNotTheEndOfTheMapping() {
    var calls = new AtomicInteger();
    try (var local =
        start(
            "",
            event -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("inside the emulator");
              }
              return doAll(event);
            })) {
      List<String> written = write(local, "demo#chat", 3);
      Local.await("all done", () -> deliveries.done().containsAll(written));
      assertEquals(Optional.empty(), deliveries.disorder(written));
    }
  }

  /// A stream with two readers, one of which reads another stream and a queue as well: each gets
  /// what its own filter lets through, and keeps its own place.
  @Test
  void twoReadersOfAStreamAndAFunctionOfThreeSourcesDoNotGetInEachOthersWay() {
    Set<String> audit = ConcurrentHashMap.newKeySet();
    Set<String> outbox = ConcurrentHashMap.newKeySet();
    var poisoned = new AtomicInteger();
    var functions =
        new Local.Scripted()
            .on(
                "Audit",
                event -> {
                  for (JsonNode record : event.path("Records")) {
                    audit.add(
                        record.path("eventSource").asText().equals("aws:sqs")
                            ? "queue/" + record.path("body").asText()
                            : Deliveries.name(record));
                  }
                  return Local.succeeded("null");
                })
            .on(
                "Outbox",
                event -> {
                  if (poisoned.incrementAndGet() <= 2) {
                    return Local.failed();
                  }
                  event.path("Records").forEach(r -> outbox.add(Deliveries.name(r)));
                  return Local.succeeded("null");
                });
    String accounts = STREAM.replace("Chats", "Accounts");
    String both =
        MAY_READ.replace("table/Chats/stream", "table/*/stream")
            + ",{'Effect':'Allow','Action':'sqs:*','Resource':'*'}";
    var assembly =
        new SmallAssembly()
            .table("Chats")
            .table("Accounts")
            .queue("AuditDead", "{}")
            .queue("Timers", "{}")
            .role("R", both)
            .function("Audit", "R")
            .function("Outbox", "R")
            .mapping("AuditOfChats", mapping(STREAM, "Audit", ""))
            .mapping("AuditOfAccounts", mapping(accounts, "Audit", filter("act")))
            .mapping("OutboxOfAccounts", mapping(accounts, "Outbox", filter("mail")))
            .mapping(
                "AuditOfTimers",
                "{'EventSourceArn':'arn:aws:sqs:us-east-1:000000000000:Timers','FunctionName':'Audit'}");
    try (var local = Local.start(assembly, Optional.empty(), functions)) {
      local.put("Chats", "demo#chat", "1");
      local.put("Accounts", "demo#act", "1", "act", "1");
      local.put("Accounts", "demo#link", "1", "mail", "1");
      local.put("Accounts", "demo#act", "2", "act", "1", "mail", "1");
      local.put("Accounts", "demo", "org");
      local
          .sqs("operator")
          .sendMessage(
              m -> m.queueUrl("http://127.0.0.1:8082/000000000000/Timers").messageBody("due"));

      Local.await(
          "all of both",
          () ->
              audit.equals(Set.of("demo#chat/1", "demo#act/1", "demo#act/2", "queue/due"))
                  && outbox.equals(Set.of("demo#link/1", "demo#act/2")));
    }
  }

  private static String mapping(String stream, String function, String options) {
    return "{'EventSourceArn':'%s','FunctionName':'%s','StartingPosition':'TRIM_HORIZON'%s}"
        .formatted(stream, function, options);
  }

  private static String filter(String attribute) {
    return ",'FilterCriteria':{'Filters':[{'Pattern':'{\\'eventName\\':[\\'INSERT\\'],\\'dynamodb\\':{\\'NewImage\\':{\\'%s\\':{\\'S\\':[{\\'exists\\':true}]}}}}'}]}"
        .formatted(attribute);
  }

  @Test
  void aRecordHasLambdasShape() {
    try (var local = start("", this::doAll)) {
      local.put("Chats", "demo#chat", "1", "text", "hello");
      Local.await("the insert", () -> deliveries.records().size() == 1);
      local
          .dynamoDb("operator")
          .deleteItem(r ->
              r.tableName("Chats")
                  .key(
                      Map.of(
                          "pk", AttributeValue.fromS("demo#chat"),
                          "sk", AttributeValue.fromS("1"))));
      Local.await("the removal", () -> deliveries.records().size() == 2);
    }
    JsonNode insert = deliveries.records().getFirst();
    assertEquals("INSERT", insert.path("eventName").asText());
    assertEquals("1.1", insert.path("eventVersion").asText());
    assertEquals("aws:dynamodb", insert.path("eventSource").asText());
    assertEquals("us-east-1", insert.path("awsRegion").asText());
    assertEquals(STREAM, insert.path("eventSourceARN").asText());
    assertEquals("hello", insert.at("/dynamodb/NewImage/text/S").asText());
    assertTrue(insert.at("/dynamodb/OldImage").isMissingNode());
    assertEquals("NEW_AND_OLD_IMAGES", insert.at("/dynamodb/StreamViewType").asText());
    assertTrue(insert.at("/dynamodb/SequenceNumber").asText().matches("\\d+"));
    assertTrue(insert.at("/dynamodb/ApproximateCreationDateTime").isIntegralNumber());
    JsonNode remove = deliveries.records().getLast();
    assertEquals("REMOVE", remove.path("eventName").asText());
    assertEquals("hello", remove.at("/dynamodb/OldImage/text/S").asText());
    assertTrue(remove.path("userIdentity").isMissingNode(), "somebody deleted it");
  }

  @Test
  void dynamoDbItselfRemovesWhatExpired() {
    try (var local = start("", this::doAll)) {
      long in60 = local.clock.instant().getEpochSecond() + 60;
      local
          .dynamoDb("operator")
          .putItem(r ->
              r.tableName("Chats")
                  .item(
                      Map.of(
                          "pk", AttributeValue.fromS("c"),
                          "sk", AttributeValue.fromS("conn"),
                          "ttl", AttributeValue.fromN("" + in60))));
      local.clock.advance(Duration.ofSeconds(61));
      Local.await("insert and removal", () -> deliveries.records().size() == 2);
    }
    JsonNode identity = deliveries.records().getLast().path("userIdentity");
    assertEquals("Service", identity.path("type").asText());
    assertEquals("dynamodb.amazonaws.com", identity.path("principalId").asText());
  }

  @Test
  void afterAPartialFailureEverythingFromTheFirstFailedOnComesAgain() {
    var healed = new AtomicBoolean();
    try (var local =
        start(
            ",'FunctionResponseTypes':['ReportBatchItemFailures'],'MaximumBatchingWindowInSeconds':300,'BatchSize':5",
            event -> {
              Set<String> poison = healed.getAndSet(true) ? Set.of() : Set.of("c/3");
              return stopAtFirst(event, poison);
            })) {
      List<String> written = write(local, "c", 5);
      Local.await("all are done", () -> deliveries.done().size() == 5);
      assertEquals(
          List.of(written, List.of("c/3", "c/4", "c/5")), deliveries.calls().subList(0, 2));
      assertEquals(Optional.empty(), deliveries.disorder(written));
    }
  }

  @Test
  void theLowestOfSeveralFailuresCounts() {
    var first = new AtomicBoolean(true);
    try (var local =
        start(
            ",'FunctionResponseTypes':['ReportBatchItemFailures'],'MaximumBatchingWindowInSeconds':300,'BatchSize':4",
            event -> {
              if (!first.getAndSet(false)) {
                return doAll(event);
              }
              var records = event.path("Records");
              return Local.succeeded(
                  "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"},{\"itemIdentifier\":\"%s\"}]}"
                      .formatted(
                          Deliveries.number(records.get(3)), Deliveries.number(records.get(1))));
            })) {
      write(local, "c", 4);
      Local.await("a second call", () -> deliveries.calls().size() == 2);
      assertEquals(List.of("c/2", "c/3", "c/4"), deliveries.calls().getLast());
    }
  }

  /// The checker of these tests, on a function that goes on after a failed record although order
  /// matters: it must be found.
  @Test
  void aFunctionThatGoesOnAfterAFailureIsCaught() {
    var healed = new AtomicBoolean();
    try (var local =
        start(
            ",'FunctionResponseTypes':['ReportBatchItemFailures'],'MaximumBatchingWindowInSeconds':300,'BatchSize':5",
            event -> {
              if (healed.getAndSet(true)) {
                return doAll(event);
              }
              JsonNode poison = event.path("Records").get(2);
              for (JsonNode record : event.path("Records")) {
                if (record != poison) {
                  deliveries.did(record);
                }
              }
              return reported(poison);
            })) {
      List<String> written = write(local, "c", 5);
      Local.await("all are done", () -> deliveries.done().size() == 5);
      assertTrue(deliveries.disorder(written).isPresent());
    }
  }

  @Test
  void withBisectOnePoisonRecordIsGivenUpAndNothingElse() throws Exception {
    try (var local =
        start(
            """
            ,'BisectBatchOnFunctionError':true,'MaximumRetryAttempts':2,'BatchSize':8,'MaximumBatchingWindowInSeconds':300,
            'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:sqs:us-east-1:000000000000:AuditDead'}}
            """,
            event -> {
              for (JsonNode record : event.path("Records")) {
                if (Deliveries.name(record).equals("c/6")) {
                  return Local.failed();
                }
              }
              return doAll(event);
            })) {
      List<String> written = write(local, "c", 8);
      Local.await("all others are done", () -> deliveries.done().size() == 7);
      JsonNode note = deadLetter(local);
      assertEquals(1, note.at("/DDBStreamBatchInfo/batchSize").asInt());
      assertEquals("RetryAttemptsExhausted", note.at("/requestContext/condition").asText());
      assertEquals(Optional.empty(), deliveries.disorder(written));
      assertEquals(1, local.stats.get("mapping.AuditStream.discarded"));
      // The split does not count: the poison record alone is tried once and twice more.
      assertEquals(3, deliveries.calls().stream().filter(c -> c.equals(List.of("c/6"))).count());
    }
  }

  @Test
  void reportedFailuresAndBisectTogetherAlsoIsolateThePoison() {
    try (var local =
        start(
            ",'BisectBatchOnFunctionError':true,'FunctionResponseTypes':['ReportBatchItemFailures'],"
                + "'MaximumRetryAttempts':1,'BatchSize':8,'MaximumBatchingWindowInSeconds':300",
            event -> stopAtFirst(event, Set.of("c/1", "c/6")))) {
      List<String> written = write(local, "c", 8);
      Local.await("all others are done", () -> deliveries.done().size() == 6);
      assertEquals(Set.of("c/2", "c/3", "c/4", "c/5", "c/7", "c/8"), deliveries.done());
      assertEquals(Optional.empty(), deliveries.disorder(written));
    }
  }

  @Test
  void whenRetriesAreOverTheDestinationHearsWhere() throws Exception {
    try (var local =
        start(
            """
            ,'MaximumRetryAttempts':2,'BatchSize':3,'MaximumBatchingWindowInSeconds':300,
            'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:sqs:us-east-1:000000000000:AuditDead'}}
            """,
            _ -> Local.failed())) {
      write(local, "c", 3);
      JsonNode note = deadLetter(local);
      assertEquals(3, deliveries.calls().size(), "once and two retries");
      List<JsonNode> batch = deliveries.records().subList(0, 3);
      assertEquals("1.0", note.path("version").asText());
      assertEquals("Audit", note.at("/requestContext/functionArn").asText());
      assertEquals("RetryAttemptsExhausted", note.at("/requestContext/condition").asText());
      assertEquals(3, note.at("/requestContext/approximateInvokeCount").asInt());
      assertEquals(200, note.at("/responseContext/statusCode").asInt());
      assertEquals("Unhandled", note.at("/responseContext/functionError").asText());
      JsonNode info = note.path("DDBStreamBatchInfo");
      assertEquals(Deliveries.number(batch.getFirst()), info.path("startSequenceNumber").asText());
      assertEquals(Deliveries.number(batch.getLast()), info.path("endSequenceNumber").asText());
      assertEquals(3, info.path("batchSize").asInt());
      assertEquals(STREAM, info.path("streamArn").asText());
      assertTrue(info.path("shardId").asText().startsWith("shardId-"));
      assertFalse(info.path("approximateArrivalOfFirstRecord").asText().isEmpty());
      assertTrue(note.path("DDBStreamBatchInfo").path("records").isMissingNode());
    }
  }

  @Test
  void aThrottleIsNoAttempt() {
    var throttles = new AtomicInteger(4);
    try (var local =
        start(
            ",'MaximumRetryAttempts':0",
            event ->
                throttles.getAndDecrement() > 0
                    ? new Invocation.Throttled("busy")
                    : doAll(event))) {
      write(local, "c", 1);
      Local.await("done in spite of throttles", () -> deliveries.done().size() == 1);
      assertEquals(0, local.stats.get("mapping.AuditStream.discarded"));
    }
  }

  @Test
  void aRecordThatIsTooOldIsGivenUp() throws Exception {
    var failing = new AtomicBoolean(true);
    try (var local =
        start(
            """
            ,'MaximumRecordAgeInSeconds':60,
            'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:sqs:us-east-1:000000000000:AuditDead'}}
            """,
            event -> failing.get() ? Local.failed() : doAll(event))) {
      write(local, "old", 1);
      Local.await("a failure", () -> !deliveries.calls().isEmpty());
      local.clock.advance(Duration.ofSeconds(61));
      JsonNode note = deadLetter(local);
      assertEquals("RecordAgeExceeded", note.at("/requestContext/condition").asText());
      failing.set(false);
      write(local, "young", 1);
      Local.await("the young one", () -> deliveries.done().equals(Set.of("young/1")));
    }
  }

  @Test
  void onlyWhatAFilterWantsIsInvoked() {
    try (var local =
        start(
            """
            ,'FilterCriteria':{'Filters':[{'Pattern':'{\\'eventName\\':[\\'INSERT\\'],\\'dynamodb\\':{\\'NewImage\\':{\\'kind\\':{\\'S\\':[{\\'anything-but\\':[\\'message\\']}]}}}}'}]}
            """
                .replace("\\'", "\\\""),
            this::doAll)) {
      local.put("Chats", "c", "1", "kind", "message");
      local.put("Chats", "c", "2", "kind", "accepted");
      local.put("Chats", "c", "2", "kind", "accepted", "more", "x");
      local.put("Chats", "c", "3", "kind", "ended");
      Local.await("the last", () -> deliveries.done().contains("c/3"));
      assertEquals(Set.of("c/2", "c/3"), deliveries.done());
      assertEquals(2, local.stats.get("mapping.AuditStream.filtered"));
    }
  }

  @Test
  void lanesRunBesideEachOtherAndKeepTheOrderOfAPartition() throws Exception {
    var both = new CountDownLatch(2);
    Set<String> inLane = ConcurrentHashMap.newKeySet();
    var overlaps = new AtomicInteger();
    try (var local =
        start(
            ",'ParallelizationFactor':10,'BatchSize':3",
            event -> {
              Set<String> chats = new HashSet<>();
              event.path("Records").forEach(r -> chats.add(r.at("/dynamodb/Keys/pk/S").asText()));
              chats.forEach(c -> overlaps.addAndGet(inLane.add(c) ? 0 : 1));
              both.countDown();
              awaitQuietly(both);
              doAll(event);
              inLane.removeAll(chats);
              return Local.succeeded("null");
            })) {
      List<String> written = new ArrayList<>();
      for (int i = 1; i <= 12; i++) {
        for (int chat = 0; chat < 8; chat++) {
          local.put("Chats", "c" + chat, "" + i);
          written.add("c" + chat + "/" + i);
        }
      }
      Local.await("all are done", () -> deliveries.done().size() == written.size());
      assertTrue(both.await(1, TimeUnit.SECONDS), "two lanes were busy at once");
      assertEquals(0, overlaps.get(), "one partition was in two lanes");
      assertEquals(Optional.empty(), deliveries.disorder(written));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(5, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRestartGoesOnWhereItStood(@TempDir Path directory) {
    try (var first =
        Local.start(
            assembly(""),
            Optional.of(directory),
            new Local.Scripted().on("Audit", recorded(this::doAll)))) {
      write(first, "before", 3);
      Local.await("done before", () -> deliveries.done().size() == 3);
    }
    // Written while nobody listens, or not done when the process ended.
    try (var deaf =
        Local.start(
            assembly(",'MaximumRetryAttempts':-1"),
            Optional.of(directory),
            new Local.Scripted().on("Audit", _ -> Local.failed()))) {
      write(deaf, "between", 2);
    }
    int calls = deliveries.calls().size();
    try (var second =
        Local.start(
            assembly(""),
            Optional.of(directory),
            new Local.Scripted().on("Audit", recorded(this::doAll)))) {
      write(second, "after", 1);
      Local.await("done after", () -> deliveries.done().contains("after/1"));
    }
    List<String> later =
        deliveries.calls().subList(calls, deliveries.calls().size()).stream()
            .flatMap(List::stream)
            .toList();
    assertEquals(List.of("between/1", "between/2", "after/1"), later);
  }

  @Test
  void latestBeginsWithTheNextWrite() {
    var assembly =
        new SmallAssembly()
            .table("Chats")
            .role("AuditRole", MAY_READ)
            .function("Audit", "AuditRole")
            .mapping(
                "AuditStream",
                "{'EventSourceArn':'%s','FunctionName':'Audit','StartingPosition':'LATEST'}"
                    .formatted(STREAM));
    try (var local =
        Local.start(
            assembly, Optional.empty(), new Local.Scripted().on("Audit", recorded(this::doAll)))) {
      write(local, "c", 1);
      Local.await("the write after the start", () -> deliveries.done().size() == 1);
    }
  }

  @Test
  void aRecordArrivesSoonAfterItsWrite() {
    try (var local = start("", this::doAll)) {
      write(local, "warm", 5);
      Local.await("warm", () -> deliveries.done().size() == 5);
      long begin = System.nanoTime();
      for (int i = 1; i <= 20; i++) {
        local.put("Chats", "c", "" + i);
        String name = "c/" + i;
        Local.await("the record", () -> deliveries.done().contains(name));
      }
      long millis = (System.nanoTime() - begin) / 1_000_000 / 20;
      assertTrue(millis < 200, "polling four times a second alone would take longer: " + millis);
    }
  }

  @Test
  void whatAwsWouldNotMakeIsRefusedAtStart() {
    assertRefused(",'FilterCriteria':{'Filters':[{'Pattern':'{}'}]}", "Invalid filter pattern");
    assertRefused(",'TumblingWindowInSeconds':5", "TumblingWindowInSeconds");
    assertRefused(",'BatchSize':20000", "BatchSize must be between 1 and 10000");
    assertRefused(",'MaximumRecordAgeInSeconds':59", "must be -1, or between 60 and 604800");
    String filter = "{'Pattern':'{\\\"eventName\\\":[\\\"INSERT\\\"]}'}";
    assertRefused(
        ",'FilterCriteria':{'Filters':[" + String.join(",", Collections.nCopies(6, filter)) + "]}",
        "AuditStream: expected at most 5 filters, got 6");
    assertRefused(
        ",'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:sqs:us-east-1:000000000000:None'}}",
        "no queue of the template");
    var forbidden =
        new SmallAssembly()
            .table("Chats")
            .role("AuditRole", "{'Effect':'Allow','Action':'dynamodb:GetRecords','Resource':'*'}")
            .function("Audit", "AuditRole")
            .mapping(
                "AuditStream",
                "{'EventSourceArn':'%s','FunctionName':'Audit','StartingPosition':'LATEST'}"
                    .formatted(STREAM));
    var refused = assertThrows(IllegalArgumentException.class, () -> Local.start(forbidden));
    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("may not dynamodb:GetShardIterator, so AWS would not make the mapping"));
  }

  private static void assertRefused(String options, String words) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Local.start(assembly(options)));
    assertTrue(String.valueOf(refused.getMessage()).contains(words), refused::getMessage);
  }
}
