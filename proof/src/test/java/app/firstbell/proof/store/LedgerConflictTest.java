package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.Settled;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.proof.store.Conflicting.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/// Other transactions in the way, as DynamoDB has them: tried again a bounded number of times, and
/// then given up with nothing written.
@OnEngine
class LedgerConflictTest {
  private static final int TRIES = 9;
  private final Engine engine;
  private final Till till;
  private final List<Integer> pauses = new ArrayList<>();

  LedgerConflictTest(Engine engine) {
    this.engine = engine;
    till = Till.open(engine, "EUR");
    till.payFee();
  }

  @Test
  void fewerConflictsThanTriesAreOvercome() {
    for (int conflicts = 0; conflicts < TRIES; conflicts++) {
      int few = conflicts;
      Conflicting engineInTheWay = conflicting(When.BEFORE, n -> n <= few);
      pauses.clear();
      Posting topUp = till.fact("few" + conflicts).topUp(till.money(10));
      assertEquals(new Posted.Done(topUp), through(engineInTheWay).post(topUp));
      assertEquals(conflicts + 1, engineInTheWay.asked.get());
      assertEquals(conflicts, pauses.size(), "a pause before each try but the first");
      assertEquals(10L * (conflicts + 1), till.wallet().posted());
    }
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void afterNineItIsGivenUpAndNothingIsWritten() {
    Conflicting always = conflicting(When.BEFORE, _ -> true);
    Till busy = through(always);
    Posting topUp = till.fact("k").topUp(till.money(10));
    assertThrows(BusyException.class, () -> busy.post(topUp));
    assertEquals(TRIES, always.asked.get());
    assertEquals(0, till.wallet().posted());
    assertEquals(List.of(), till.rows("#ledger"));
    assertEquals(List.of(), till.rows("#entries"));
    assertEquals(new Posted.Done(topUp), till.post(topUp), "the same may be tried again");
  }

  @Test
  void aHoldIsSettledOnceThroughConflicts() {
    till.post(till.fact().creditsGranted(3));
    till.reserve("c1");
    till.reserve("c2");
    Till rough = through(conflicting(When.BEFORE, n -> n % 3 != 0));
    assertInstanceOf(Settled.Done.class, rough.holds().post(till.tenant(), "c1", Till.NOW));
    assertInstanceOf(Settled.Done.class, rough.holds().release(till.tenant(), "c2", Till.NOW));
    Till never = through(conflicting(When.BEFORE, _ -> true));
    till.reserve("c3");
    assertThrows(BusyException.class, () -> never.holds().post(till.tenant(), "c3", Till.NOW));
    assertEquals(1, till.credits().pending());
    assertEquals(2, till.credits().posted());
    assertEquals(List.of(), till.verified().differences());
  }

  /// An answer that says no after everything was written: the retry finds it posted.
  @Test
  void aConflictThatIsALieDoesNotPostTwice() {
    assertPostedOnce(through(conflicting(When.AFTER, n -> n == 1)));
  }

  /// The planted bug: the same lie, and no condition that tells a repeat. The check that holds
  /// above must fail here.
  @Test
  void withoutItsConditionARetryPostsTwice() {
    Conflicting lying =
        new Conflicting(WithoutConditions.of(engine.dynamo()), When.AFTER, n -> n == 1);
    assertThrows(AssertionFailedError.class, () -> assertPostedOnce(through(lying)));
    assertEquals(20, till.wallet().posted());
    assertTrue(!till.verified().addsUp(), "and the books tell");
  }

  @Test
  void anyOrderOfConflictsLeavesEveryPostingOnce() {
    Random random = new Random(14);
    Till rough = through(conflicting(When.BEFORE, _ -> random.nextInt(3) == 0));
    Till lying = through(conflicting(When.AFTER, _ -> random.nextInt(3) == 0));
    long expected = 0;
    for (int i = 0; i < 40; i++) {
      Posting topUp = till.fact("k" + i).topUp(till.money(i + 1));
      (random.nextBoolean() ? rough : lying).post(topUp);
      (random.nextBoolean() ? rough : lying).post(topUp);
      expected += i + 1;
    }
    assertEquals(expected, till.wallet().posted());
    assertEquals(List.of(), till.verified().differences());
  }

  private void assertPostedOnce(Till through) {
    Posting topUp = till.fact("once").topUp(till.money(10));
    Posted posted = through.post(topUp);
    assertEquals(10, till.wallet().posted());
    assertEquals(new Posted.Repeated(topUp), posted);
  }

  private Conflicting conflicting(When when, IntPredicate cancels) {
    return new Conflicting(engine.dynamo(), when, cancels);
  }

  private Till through(Conflicting other) {
    Pause noted = pauses::add;
    return till.through(engine, other.client(), new Contention(noted));
  }
}
