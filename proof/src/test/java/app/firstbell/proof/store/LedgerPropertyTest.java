package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.HistoryPage;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.Leg;
import app.firstbell.proof.engine.OnEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/// Random lives of two organizations at once, against a small model: invariants 1 to 5, 14, 15, 17
/// and 20 of facts-billing section 3 (18 is in `PeriodsTest`, the deletion's race in
/// [LedgerRaceTest]).
@OnEngine
class LedgerPropertyTest {
  private static final int STEPS = 70;

  /// LocalStack answers a tenth as fast; there it is asked whether it answers the same.
  private static final int LIFE = Leg.chosen() == Leg.LOCALSTACK ? 20 : STEPS;

  private final Engine engine;

  LedgerPropertyTest(Engine engine) {
    this.engine = engine;
  }

  @RepeatedTest(20)
  void everyAnswerAndEveryNumberIsTheModels(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Till tea = Till.open(engine, "EUR");
    Till coffee = Till.open(engine, "JPY");
    LedgerPlan first = new LedgerPlan(tea, seed);
    LedgerPlan second = new LedgerPlan(coffee, -seed);
    Random random = new Random(seed);
    for (int i = 0; i < LIFE; i++) {
      (random.nextBoolean() ? first : second).step();
    }
    for (LedgerPlan plan : List.of(first, second)) {
      plan.tryToClose();
    }
    check(tea, first.model());
    check(coffee, second.model());
    assertApart(tea, coffee);
    for (LedgerPlan plan : List.of(first, second)) {
      plan.settleEverything();
      plan.tryToClose();
      assertTrue(!plan.model().isOpen, "with nothing left it goes");
    }
    check(tea, first.model());
    check(coffee, second.model());
  }

  /// A planted bug: without its conditions the same plan departs from the model.
  @Test
  void withoutConditionsTheModelIsLeft() {
    int found = 0;
    for (long seed = 1; seed <= 5; seed++) {
      Till till = Till.open(engine, "EUR");
      Till loose =
          till.through(engine, WithoutConditions.of(engine.dynamo()), new Contention(Pause.none()));
      LedgerPlan plan = new LedgerPlan(loose, seed);
      try {
        for (int i = 0; i < STEPS; i++) {
          plan.step();
        }
      } catch (AssertionFailedError departed) {
        found++;
      }
    }
    assertEquals(5, found);
  }

  /// The books add up; the journal, replayed, gives the balances; the history ends where they do.
  private static void check(Till till, LedgerModel model) {
    Books books = till.books().read(till.tenant());
    assertEquals(List.of(), books.verify().differences());
    Map<String, Long> replayed = new HashMap<>();
    for (Row entry : books.entries()) {
      String account = entry.text("sk").substring(0, entry.text("sk").indexOf('#'));
      replayed.merge(account, entry.number("minor"), Long::sum);
    }
    for (LedgerAccount account : LedgerAccount.GUARDED) {
      assertEquals(model.posted(account), replayed.getOrDefault(account.word(), 0L));
      HistoryPage history =
          till.history()
              .page(
                  till.tenant(),
                  account,
                  Instant.EPOCH,
                  Till.NOW.plus(Duration.ofDays(365)),
                  Optional.empty(),
                  1_000)
              .orElseThrow();
      assertEquals(0, history.opening().minor());
      assertEquals(model.posted(account), history.closing().minor());
    }
    assertEquals(model.holds.size(), books.holds().size());
  }

  /// No posting of one is an entry of the other.
  private static void assertApart(Till one, Till other) {
    Set<String> ids = postings(one);
    ids.retainAll(postings(other));
    assertEquals(Set.of(), ids);
    for (Till till : List.of(one, other)) {
      assertTrue(
          till.rows("#entries").stream()
              .map(Row::new)
              .allMatch(row -> row.text("pk").equals(till.tenant() + "#entries")));
    }
  }

  private static Set<String> postings(Till till) {
    return till.rows("#entries").stream()
        .map(row -> new Row(row).text("sk").split("#")[2])
        .collect(Collectors.toSet());
  }
}
