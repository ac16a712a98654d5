package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.ledger.Hold;
import app.firstbell.ledger.HoldState;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Settled;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Credits are set aside with the accept, and then used or given back: each once.
@OnEngine
class HoldsTest {
  private static final Instant LATER = Till.NOW.plus(Duration.ofMinutes(9));
  private final Till till;

  HoldsTest(Engine engine) {
    till = Till.open(engine, "EUR");
    till.payFee();
  }

  @Test
  void aHeldCreditIsNotAvailableAndThenUsed() {
    till.post(till.fact().creditsGranted(2));
    assertEquals(new Outcome.Committed(), till.reserve("c1"));
    numbers(2, 1, 1);
    assertEquals(
        List.of("c1"), till.holds().open(till.tenant()).stream().map(h -> h.id()).toList());
    assertInstanceOf(Settled.Done.class, post("c1"));
    numbers(1, 0, 1);
    assertEquals(HoldState.POSTED, till.holds().hold(till.tenant(), "c1").orElseThrow().state());
    var posting =
        till.ledger().posting(till.tenant(), PostingId.ofHold(till.tenant(), "c1")).orElseThrow();
    assertEquals("c1", posting.note().chat());
    assertEquals(LATER, posting.at());
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void aReleasedCreditIsAvailableAgain() {
    till.post(till.fact().creditsGranted(1));
    till.reserve("c1");
    assertInstanceOf(Outcome.Refused.class, till.reserve("c2"), "there was one");
    assertInstanceOf(Settled.Done.class, release("c1"));
    numbers(1, 0, 1);
    assertEquals(new Outcome.Committed(), till.reserve("c2"));
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void repeatsChangeNothingAndTheOtherWayIsRefused() {
    till.post(till.fact().creditsGranted(3));
    for (String chat : List.of("used", "freed")) {
      till.reserve(chat);
      assertEquals(
          0, assertInstanceOf(Outcome.Refused.class, till.reserve(chat)).index(), "it is held");
    }
    post("used");
    release("freed");
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Settled.Already.class, post("used"));
      assertInstanceOf(Settled.Refused.class, release("used"));
      assertInstanceOf(Settled.Already.class, release("freed"));
      assertInstanceOf(Settled.Refused.class, post("freed"));
      assertEquals(new Settled.Absent(), post("nobodys"));
    }
    assertInstanceOf(Outcome.Refused.class, till.reserve("freed"), "a chat is accepted once");
    numbers(2, 0, 2);
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void noneIsHeldOfNothingNorOfWhatIsFrozen() {
    Outcome.Refused gone = assertInstanceOf(Outcome.Refused.class, till.reserve("c1"));
    assertEquals(1, gone.index());
    assertEquals(0, gone.found().orElseThrow().number("available"));
    till.post(till.fact().creditsGranted(1));
    var late = till.hold("c1");
    var frozen =
        new Hold(
            late.tenant(),
            late.id(),
            late.account(),
            late.amount(),
            late.state(),
            Instant.parse("2026-12-22T00:00:00Z"),
            late.chat(),
            late.home(),
            late.agent());
    assertInstanceOf(
        Outcome.Refused.class,
        till.transactions().commit(Transaction.untold(till.holds().reserve(frozen))),
        "the month is over");
    assertEquals(List.of(), till.rows("#hold"));
    assertEquals(new Outcome.Committed(), till.reserve("c1"));
  }

  @Test
  void aCreditIsUsedOrGivenBackHoweverManyTryAtOnce() throws Exception {
    till.post(till.fact().creditsGranted(20));
    for (int round = 0; round < 20; round++) {
      String chat = "c" + round;
      till.reserve(chat);
      List<Callable<Settled>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        boolean even = i % 2 == 0;
        tries.add(() -> even ? post(chat) : release(chat));
      }
      int done = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (Future<Settled> settled : threads.invokeAll(tries)) {
          done += settled.get() instanceof Settled.Done ? 1 : 0;
        }
      }
      assertEquals(1, done);
    }
    assertEquals(0, till.credits().pending());
    long used =
        till.rows("#hold").stream()
            .filter(row -> "posted".equals(Objects.requireNonNull(row.get("state")).s()))
            .count();
    assertEquals(20 - used, till.credits().available());
    assertTrue(till.verified().addsUp(), () -> till.verified().differences().toString());
  }

  private Settled post(String chat) {
    return till.holds().post(till.tenant(), chat, LATER);
  }

  private Settled release(String chat) {
    return till.holds().release(till.tenant(), chat, LATER);
  }

  private void numbers(long posted, long pending, long available) {
    assertEquals(
        List.of(posted, pending, available),
        List.of(till.credits().posted(), till.credits().pending(), till.credits().available()));
  }
}
