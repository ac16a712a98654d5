package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Item;
import app.firstbell.identity.Ids;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Idempotency;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import app.firstbell.transaction.Writes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnEngine
class TransactionsTest {
  private final Shop shop;
  private final String table;
  private final Writes writes;
  private final Transactions transactions;

  TransactionsTest(Engine engine) {
    shop = Shop.on(engine);
    table = engine.table("Accounts");
    writes = new Writes(table);
    transactions = new Transactions(engine.dynamo(), table, shop.contention());
  }

  private Idempotency once(String body) {
    return Idempotency.of(shop.tenant(), "key:k1", "once", body, Shop.NOW);
  }

  /// Makes a thing with an id of its own, as a client's repeat would.
  private Transaction make(String id) {
    return Transaction.of(
        List.of(writes.create(Item.key(shop.tenant().value(), "thing#" + id).build())),
        Act.of(shop.tenant(), Shop.NOW, Ids.secure().id(), Application.ROOMS, "made", By.SYSTEM));
  }

  private List<Map<String, AttributeValue>> rows(String pk) {
    return shop.engine()
        .dynamo()
        .query(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", pk).build())
                .consistentRead(true))
        .items();
  }

  private List<Outcome> fiftyAtOnce(Callable<Outcome> call) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      List<Callable<Outcome>> calls = IntStream.range(0, 50).mapToObj(_ -> call).toList();
      for (Future<Outcome> outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
    }
    return outcomes;
  }

  @Test
  void ofFiftyRequestsWithOneKeyOneIsDoneAndAllAreAnsweredAlike() throws Exception {
    List<Outcome> outcomes =
        fiftyAtOnce(() -> {
          String id = Ids.secure().id();
          Answer answer = Answer.of(201, id).withVersion(1);
          Outcome outcome =
              transactions.commit(make(id).with(new Transaction.Repeat(once("body"), answer)));
          return outcome instanceof Outcome.Committed ? new Outcome.Replayed(answer) : outcome;
        });
    assertEquals(1, outcomes.stream().distinct().count());
    assertEquals(1, rows(shop.tenant().value()).size());
    assertEquals(1, rows(shop.tenant() + "#act").size());
  }

  @Test
  void withoutTheKeyTheSameRequestsAreDoneFiftyTimes() throws Exception {
    List<Outcome> outcomes = fiftyAtOnce(() -> transactions.commit(make(Ids.secure().id())));
    assertEquals(50, outcomes.stream().filter(Outcome.Committed.class::isInstance).count());
    assertEquals(50, rows(shop.tenant() + "#act").size());
  }

  @Test
  void aRepeatIsAnsweredAsTheFirstAndAnotherBodyIsRefused() {
    Answer answer = Answer.of(201, "{}").with("Location", "/x");
    Transaction.Repeat repeat = new Transaction.Repeat(once("body"), answer);
    assertEquals(Optional.empty(), transactions.replay(once("body")));
    assertEquals(new Outcome.Committed(), transactions.commit(make("a").with(repeat)));
    assertEquals(Optional.of(new Outcome.Replayed(answer)), transactions.replay(once("body")));
    assertEquals(Optional.of(new Outcome.KeyReused()), transactions.replay(once("other")));
    assertEquals(
        new Outcome.KeyReused(),
        transactions.commit(make("b").with(new Transaction.Repeat(once("other"), answer))));
    Idempotency tomorrow =
        Idempotency.of(
            shop.tenant(), "key:k1", "once", "other", Shop.NOW.plus(Duration.ofHours(25)));
    assertEquals(Optional.empty(), transactions.replay(tomorrow));
    assertEquals(
        new Outcome.Committed(),
        transactions.commit(make("c").with(new Transaction.Repeat(tomorrow, answer))));
  }

  @Test
  void aFailedConditionTellsWhatIsInTheWayAndNothingIsWritten() {
    transactions.commit(make("a"));
    Transaction both =
        Transaction.of(
            List.of(
                writes.create(Item.key(shop.tenant().value(), "thing#b").build()),
                writes.create(Item.key(shop.tenant().value(), "thing#a").build())),
            Act.of(
                shop.tenant(), Shop.NOW, Ids.secure().id(), Application.ROOMS, "made", By.SYSTEM));
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, transactions.commit(both));
    assertEquals(1, refused.index());
    assertTrue(refused.found().orElseThrow().text("sk").endsWith("#a"));
    assertEquals(1, rows(shop.tenant().value()).size());
    assertEquals(1, rows(shop.tenant() + "#act").size());
  }
}
