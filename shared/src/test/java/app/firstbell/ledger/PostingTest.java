package app.firstbell.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostingTest {
  private static final TenantId TEA = new TenantId("tea");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final PostingId ID = PostingId.ofRequest(TEA, "member:ada", "k1");

  private static Postings postings() {
    return new Postings(TEA, ID, NOW, By.SYSTEM);
  }

  @Test
  void amountsAreExactAndWrittenAsPeopleDo() {
    assertEquals("12.50 EUR", Amount.money(1250, "EUR").text());
    assertEquals("-3 JPY", Amount.money(-3, "JPY").text());
    assertEquals("0.001 KWD", Amount.money(1, "KWD").text());
    assertEquals("3 interactions", Amount.interactions(3).text());
    assertEquals("1 interaction", Amount.interactions(1).text());
    assertThrows(
        IllegalArgumentException.class, () -> Amount.money(1, "EUR").plus(Amount.money(1, "USD")));
    assertThrows(
        ArithmeticException.class,
        () -> Amount.money(Long.MAX_VALUE, "EUR").plus(Amount.money(1, "EUR")));
    assertThrows(IllegalArgumentException.class, () -> Unit.money("XAU"), "gold has no minor unit");
  }

  @Test
  void whatDoesNotSumToZeroIsNoPosting() {
    Leg one = new Leg(LedgerAccount.WALLET, Amount.money(5, "EUR"));
    for (List<Leg> wrong :
        List.of(
            List.<Leg>of(),
            List.of(one),
            List.of(one, new Leg(LedgerAccount.CASH, Amount.money(-4, "EUR"))),
            List.of(one, new Leg(LedgerAccount.CASH, Amount.money(-5, "USD"))))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Posting.of(TEA, ID, NOW, PostingKind.TOP_UP, By.SYSTEM, wrong));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new Leg(LedgerAccount.WALLET, Amount.interactions(1)));
    assertThrows(
        IllegalArgumentException.class, () -> new Leg(LedgerAccount.CASH, Amount.money(0, "EUR")));
    assertThrows(IllegalArgumentException.class, () -> postings().topUp(Amount.money(-5, "EUR")));
  }

  @Test
  void aPackIsReceivedAndSpentAtOnce() {
    Posting pack = postings().packReceived(50, Amount.money(7_500, "EUR"));
    assertEquals(6, pack.legs().size());
    assertEquals(
        Map.of(
            LedgerAccount.WALLET, Amount.money(0, "EUR"),
            LedgerAccount.CREDITS, Amount.interactions(50)),
        pack.net());
    assertEquals(2, pack.legsOf(LedgerAccount.WALLET));
  }

  @Test
  void aRepeatIsKnownByItsFactWhateverTheTime() {
    Posting first = postings().topUp(Amount.money(5, "EUR"));
    Posting later =
        new Postings(TEA, ID, NOW.plus(Duration.ofDays(2)), By.SYSTEM)
            .topUp(Amount.money(5, "EUR"))
            .noting("again", null);
    assertTrue(later.isRepeatOf(first));
    assertNotEquals(first.hash(), later.hash(), "the hash is over every word");
    for (Posting other :
        List.of(
            postings().topUp(Amount.money(6, "EUR")),
            postings().topUp(Amount.money(5, "USD")),
            postings().debtPayment(Amount.money(5, "EUR")),
            first.asked("another body"),
            new Postings(new TenantId("coffee"), ID, NOW, By.SYSTEM)
                .topUp(Amount.money(5, "EUR")))) {
      assertFalse(other.isRepeatOf(first), other::toString);
    }
  }

  @Test
  void aReversalIsTheOppositeAndThereIsOne() {
    Posting pack = postings().packReceived(50, Amount.money(7_500, "EUR"));
    Posting reversal = Posting.reversing(pack, NOW, By.SYSTEM, "by mistake");
    Posting again = Posting.reversing(pack, NOW.plusSeconds(9), By.member("rosa", "Rosa"), null);
    assertEquals(reversal.id(), again.id());
    assertTrue(again.isRepeatOf(reversal));
    assertEquals(pack.legs(), reversal.legs().stream().map(Leg::negated).toList());
    assertThrows(
        IllegalArgumentException.class, () -> Posting.reversing(reversal, NOW, By.SYSTEM, null));
  }

  @Test
  void differentFactsHaveDifferentIds() {
    List<PostingId> ids =
        List.of(
            ID,
            PostingId.ofRequest(TEA, "member:ada", "k2"),
            PostingId.ofRequest(TEA, "member:bob", "k1"),
            PostingId.ofRequest(new TenantId("coffee"), "member:ada", "k1"),
            PostingId.ofOrder(TEA, "k1"),
            PostingId.ofHold(TEA, "k1"),
            PostingId.ofReversal(TEA, ID));
    assertEquals(ids.size(), ids.stream().distinct().count());
    assertEquals(ID, PostingId.ofRequest(TEA, "member:ada", "k1"));
  }
}
