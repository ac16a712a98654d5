package app.firstbell.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TransactionsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final TenantId TEA = new TenantId("tea");
  private static final Writes WRITES = new Writes("Accounts");
  private static final List<TransactWriteItem> TWO =
      List.of(
          WRITES.create(Item.key("tea", "room#a").build()),
          WRITES.create(Item.key("tea", "room#b").build()));
  private static final Act ACT =
      Act.of(TEA, NOW, "a1", Application.ROOMS, "rooms.created", By.member("ada", "Ada"));

  /// Cancels as told, then commits.
  private static final class Scripted implements DynamoDbClient {
    final Deque<List<CancellationReason>> cancels = new ArrayDeque<>();
    final List<TransactWriteItemsRequest> requests = new ArrayList<>();

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      requests.add(request);
      List<CancellationReason> reasons = cancels.poll();
      if (reasons != null) {
        throw TransactionCanceledException.builder().cancellationReasons(reasons).build();
      }
      return TransactWriteItemsResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  private final Scripted client = new Scripted();
  private final Transactions transactions =
      new Transactions(client, "Accounts", new Contention(Pause.none()));

  private static CancellationReason reason(String code) {
    return CancellationReason.builder().code(code).build();
  }

  private static CancellationReason failed(Map<String, AttributeValue> found) {
    return CancellationReason.builder().code("ConditionalCheckFailed").item(found).build();
  }

  private static Idempotency idempotency(String body) {
    return Idempotency.of(TEA, "key:k1", "once", body, NOW);
  }

  @Test
  void everythingIsWrittenAtOnceTheKeyFirstAndTheActLast() {
    Outcome outcome =
        transactions.commit(
            Transaction.of(TWO, ACT)
                .with(new Transaction.Repeat(idempotency("b"), Answer.of(201, "{}"))));
    assertEquals(new Outcome.Committed(), outcome);
    assertEquals(
        List.of("tea#idempotency", "tea", "tea", "tea#act"),
        client.requests.getFirst().transactItems().stream()
            .map(write -> new Row(write.put().item()).text("pk"))
            .toList());
  }

  @Test
  void anActTellsTheStreamsWhatItIsFor() {
    Map<String, AttributeValue> item =
        ACT.on("room", "sales", "Sales")
            .with("ringSeconds", "45")
            .with("nothing", null)
            .closing(new Closes.OfMember(new AgentId("max")))
            .item();
    Row row = new Row(item);
    assertEquals("1", row.text("act"));
    assertEquals("member:max", row.text("closes"));
    assertEquals(NOW.toEpochMilli() + "#a1", row.text("sk"));
    assertEquals("sales", new Row(row.map("subject")).text("id"));
    assertEquals(Map.of("ringSeconds", AttributeValue.fromS("45")), row.map("details"));
    assertEquals(NOW.plus(Duration.ofDays(7)).getEpochSecond(), row.number("ttl"));
    assertFalse(row.has("as"));
    assertFalse(row.has("passing"), "whoever is put out stays out");
    Row renewing = new Row(ACT.renewing(new Closes.OfAgents()).item());
    assertEquals("agents", renewing.text("closes"));
    assertEquals("1", renewing.text("passing"));
  }

  @Test
  void aConflictIsTriedAgainUntilItIsOver() {
    client.cancels.add(List.of(reason("TransactionConflict"), reason("None"), reason("None")));
    assertEquals(new Outcome.Committed(), transactions.commit(Transaction.of(TWO, ACT)));
    assertEquals(2, client.requests.size());
  }

  @Test
  void conflictsThatDoNotEndAreNotTriedForEver() {
    for (int i = 0; i < 20; i++) {
      client.cancels.add(List.of(reason("TransactionConflict"), reason("None"), reason("None")));
    }
    assertThrows(BusyException.class, () -> transactions.commit(Transaction.of(TWO, ACT)));
    assertEquals(9, client.requests.size());
  }

  @Test
  void theWriteThatFailedIsNamedByItsOwnPlace() {
    Map<String, AttributeValue> found = Item.key("tea", "room#b").text("name", "B").build();
    client.cancels.add(List.of(reason("None"), reason("None"), failed(found), reason("None")));
    Outcome outcome =
        transactions.commit(
            Transaction.of(TWO, ACT)
                .with(new Transaction.Repeat(idempotency("b"), Answer.noContent())));
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, outcome);
    assertEquals(1, refused.index());
    assertEquals("B", refused.found().orElseThrow().text("name"));
  }

  @Test
  void aRepeatGetsTheFirstAnswerThoughItsOwnEffectIsInTheWay() {
    Answer first = Answer.of(201, "{\"id\":\"a\"}").with("Location", "/rooms/a").withVersion(1);
    Map<String, AttributeValue> row = idempotency("b").item(first);
    List<CancellationReason> reasons =
        List.of(failed(row), failed(Item.key("tea", "room#a").build()), reason("None"));
    client.cancels.add(reasons);
    client.cancels.add(reasons);
    Transaction again =
        Transaction.of(TWO, ACT)
            .with(new Transaction.Repeat(idempotency("b"), Answer.of(201, "another")));
    assertEquals(new Outcome.Replayed(first), transactions.commit(again));
    Transaction other =
        Transaction.of(TWO, ACT)
            .with(new Transaction.Repeat(idempotency("another body"), Answer.noContent()));
    assertEquals(new Outcome.KeyReused(), transactions.commit(other));
  }

  @Test
  void aFailureThatIsNoConditionIsNoAnswer() {
    client.cancels.add(List.of(reason("ValidationError"), reason("None"), reason("None")));
    assertThrows(
        TransactionCanceledException.class, () -> transactions.commit(Transaction.of(TWO, ACT)));
  }

  @Test
  void moreThanATransactionHoldsIsRefusedBeforeItIsSent() {
    List<TransactWriteItem> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.addAll(TWO.subList(0, 1));
    }
    assertThrows(IllegalArgumentException.class, () -> Transaction.of(many, ACT));
    assertEquals(Optional.empty(), Transaction.untold(many).repeat());
  }

  /// The same request is being committed by another thread: what its conditions say now is not yet
  /// the answer.
  @Test
  void aFailedConditionBesideAConflictOfTheFirstWriteIsTriedAgain() {
    client.cancels.add(List.of(reason("TransactionConflict"), failed(Map.of()), reason("None")));
    assertEquals(new Outcome.Committed(), transactions.commit(Transaction.of(TWO, ACT)));
    assertEquals(2, client.requests.size());
    client.cancels.add(List.of(failed(Map.of()), reason("TransactionConflict"), reason("None")));
    assertInstanceOf(Outcome.Refused.class, transactions.commit(Transaction.of(TWO, ACT)));
    assertEquals(3, client.requests.size());
  }
}
