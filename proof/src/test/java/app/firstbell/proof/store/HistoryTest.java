package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.ledger.HistoryPage;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingKind;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What happened on an account, with what was left after each: to the unit, however it is paged.
@OnEngine
class HistoryTest {
  private static final Instant END = Till.NOW.plus(Duration.ofDays(3650));
  private final Engine engine;
  private final Till till;

  HistoryTest(Engine engine) {
    this.engine = engine;
    till = Till.open(engine, "EUR");
  }

  private record Entered(Instant at, long minor) {}

  @Test
  void everyRangeAndEveryPageTellsTheSame() {
    Random random = new Random(7);
    List<Entered> model = new ArrayList<>();
    Instant at = Till.NOW;
    long balance = 0;
    for (int i = 0; i < 60; i++) {
      // Several at one instant, too.
      at = at.plusMillis(random.nextInt(3) * 1_000L);
      long minor = random.nextLong(1, 5_000);
      boolean isIn = balance < minor || random.nextBoolean();
      Posting posting =
          isIn
              ? till.fact("k" + i, at).topUp(till.money(minor))
              : till.fact("k" + i, at).withdrawal(till.money(minor));
      till.post(posting);
      model.add(new Entered(at, isIn ? minor : -minor));
      balance += isIn ? minor : -minor;
    }
    assertEquals(balance, till.wallet().posted());
    for (int i = 0; i < 40; i++) {
      Instant from = Till.NOW.plusMillis(random.nextLong(-2_000, 70_000));
      Instant to = from.plusMillis(random.nextLong(0, 70_000));
      check(model, from, to, random.nextInt(1, 30));
    }
    check(model, Instant.EPOCH, END, 100);
  }

  private void check(List<Entered> model, Instant from, Instant to, int limit) {
    long opening =
        model.stream().filter(it -> it.at().isBefore(from)).mapToLong(Entered::minor).sum();
    List<Entered> within =
        model.stream().filter(it -> !it.at().isBefore(from) && it.at().isBefore(to)).toList();
    long closing = opening + within.stream().mapToLong(Entered::minor).sum();
    List<HistoryPage.Line> lines = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      HistoryPage page =
          till.history()
              .page(till.tenant(), LedgerAccount.WALLET, from, to, cursor, limit)
              .orElseThrow();
      assertEquals(opening, page.opening().minor());
      assertEquals(closing, page.closing().minor());
      assertTrue(page.lines().size() <= limit);
      lines.addAll(page.lines());
      cursor = page.next();
    } while (cursor.isPresent());
    assertEquals(within.size(), lines.size(), "each once");
    long after = closing;
    for (HistoryPage.Line line : lines) {
      assertEquals(after, line.after().minor());
      after -= line.entry().amount().minor();
    }
    assertEquals(opening, after);
  }

  @Test
  void aPackIsSeenAsReceivedAndSpent() {
    till.post(till.fact().packReceived(50, till.money(7_500)).noting("October", "W-7"));
    List<HistoryPage.Line> lines = all(LedgerAccount.WALLET).lines();
    assertEquals(
        List.of(-7_500L, 7_500L),
        lines.stream().map(line -> line.entry().amount().minor()).toList());
    assertEquals(List.of(0L, 7_500L), lines.stream().map(line -> line.after().minor()).toList());
    assertEquals(PostingKind.PACK, lines.getFirst().entry().kind());
    assertEquals("W-7", lines.getFirst().entry().note().reference());
    assertEquals("Rosa", lines.getFirst().entry().by().name());
    assertEquals(50, all(LedgerAccount.CREDITS).closing().minor());
  }

  @Test
  void whoPostsWhileItIsReadIsInItOrNot() throws Exception {
    till.post(till.fact().topUp(till.money(1_000_000)));
    AtomicBoolean isOver = new AtomicBoolean();
    Thread busy =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; !isOver.get(); i++) {
                till.post(till.fact("b" + i, Till.NOW.plusMillis(i)).withdrawal(till.money(1)));
              }
            });
    try {
      for (int i = 0; i < 30; i++) {
        HistoryPage page = all(LedgerAccount.WALLET);
        assertEquals(0, page.opening().minor());
        long sum = page.lines().stream().mapToLong(line -> line.entry().amount().minor()).sum();
        assertEquals(sum, page.closing().minor());
      }
    } finally {
      isOver.set(true);
      busy.join();
    }
  }

  @Test
  void aCursorOfAnotherAccountIsNone() {
    till.post(till.fact().packReceived(50, till.money(1)));
    String cursor =
        till.history()
            .page(till.tenant(), LedgerAccount.WALLET, Instant.EPOCH, END, Optional.empty(), 1)
            .orElseThrow()
            .next()
            .orElseThrow();
    for (String foreign : List.of(cursor, "", "x|1|2|3", "credits#z|a|b|c")) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              till.history()
                  .page(
                      till.tenant(),
                      LedgerAccount.CREDITS,
                      Instant.EPOCH,
                      END,
                      Optional.of(foreign),
                      1));
    }
    Till unopened = Till.unopened(engine, engine.dynamo(), "EUR");
    assertEquals(
        Optional.empty(),
        unopened
            .history()
            .page(
                unopened.tenant(), LedgerAccount.WALLET, Instant.EPOCH, END, Optional.empty(), 1));
  }

  private HistoryPage all(LedgerAccount account) {
    return till.history()
        .page(till.tenant(), account, Instant.EPOCH, END, Optional.empty(), 100_000)
        .orElseThrow();
  }
}
