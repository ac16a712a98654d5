package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Posted;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Many at once on one account: what goes out is what came in, to the unit.
@OnEngine
class LedgerRaceTest {
  private static final int THREADS = 64;
  private static final int EACH = 6;
  private static final long THERE = 1_000;
  private static final int ROUNDS = 20;
  private final Engine engine;

  LedgerRaceTest(Engine engine) {
    this.engine = engine;
  }

  @Test
  void sixtyFourThreadsTakeNoMoreThanThereIs() throws Exception {
    Till till = Till.open(engine, "EUR");
    till.post(till.fact().topUp(till.money(THERE)));
    long taken = taken(till);
    AccountBalance wallet = till.wallet();
    assertEquals(THERE, taken + wallet.available());
    assertTrue(wallet.available() >= 0);
    assertTrue(wallet.available() < 9, "they wanted more than there was");
    assertEquals(List.of(), till.verified().differences());
  }

  /// The planted bug: the same threads on an engine that forgets conditions.
  @Test
  void withoutTheGuardTheyOverdraw() throws Exception {
    Till till = Till.open(engine, "EUR");
    till.post(till.fact().topUp(till.money(THERE)));
    Till unguarded =
        till.through(engine, WithoutConditions.of(engine.dynamo()), new Contention(Pause.none()));
    long taken = taken(unguarded);
    assertTrue(taken > THERE);
    assertTrue(till.wallet().available() < 0);
    assertTrue(!till.verified().addsUp(), "and the books tell");
  }

  /// @return what all threads together were given
  private static long taken(Till till) throws Exception {
    List<Callable<Long>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      threads.add(() -> {
        long taken = 0;
        for (int n = 0; n < EACH; n++) {
          long minor = random.nextLong(1, 10);
          if (till.post(till.fact().withdrawal(till.money(minor))) instanceof Posted.Done) {
            taken += minor;
          }
        }
        return taken;
      });
    }
    return sum(threads);
  }

  @Test
  void ofSixtyFourRepeatsOneIsPostedAndAllAreAnsweredAlike() throws Exception {
    Till till = Till.open(engine, "EUR");
    List<Callable<Long>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(() ->
          switch (till.post(till.fact("once").topUp(till.money(5)))) {
            case Posted.Done _ -> 1L;
            case Posted.Repeated _ -> 0L;
            default -> 1_000L;
          });
    }
    assertEquals(1, sum(threads));
    assertEquals(5, till.wallet().posted());
  }

  @Test
  void aPaymentAndADeletionAtOnceWinOrLoseWhole() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Till till = Till.open(engine, "EUR");
      long paid = paidWhileClosing(till);
      AccountBalance wallet = till.wallet();
      assertEquals(paid, wallet.posted());
      assertTrue(wallet.isOpen() || wallet.posted() == 0, "nothing is left behind in what is gone");
    }
  }

  /// The planted bug: a deletion that has looked before, and no condition.
  @Test
  void withoutTheGuardMoneyIsLeftBehind() throws Exception {
    int left = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Till till = Till.open(engine, "EUR");
      paidWhileClosing(
          till.through(
              engine, WithoutConditions.of(engine.dynamo()), new Contention(Pause.none())));
      AccountBalance wallet = till.wallet();
      left += !wallet.isOpen() && wallet.posted() != 0 ? 1 : 0;
    }
    assertTrue(left > 0);
  }

  /// @return what four threads have paid in
  private static long paidWhileClosing(Till till) throws Exception {
    List<Callable<Long>> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          () -> till.post(till.fact().topUp(till.money(7))) instanceof Posted.Done ? 7L : 0L);
    }
    threads.add(
        2,
        () -> {
          Outcome closed =
              till.transactions()
                  .commit(Transaction.untold(till.balances().closing(till.tenant(), Till.NOW)));
          return closed instanceof Outcome.KeyReused ? 1_000L : 0L;
        });
    return sum(threads);
  }

  private static long sum(List<Callable<Long>> calls) throws Exception {
    long sum = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      for (Future<Long> each : threads.invokeAll(calls)) {
        sum += each.get();
      }
    }
    return sum;
  }
}
