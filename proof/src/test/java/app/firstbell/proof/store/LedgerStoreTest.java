package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Item;
import app.firstbell.identity.Ids;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.CreditState;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.Standing;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Writes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Money and credits as they are posted: once, whole, and never below the floor.
@OnEngine
class LedgerStoreTest {
  private final Engine engine;
  private final Till till;

  LedgerStoreTest(Engine engine) {
    this.engine = engine;
    this.till = Till.open(engine, "EUR");
  }

  @Test
  void aPostingIsReadAsItWasWrittenAndRepeatedWithoutEffect() {
    Posting topUp = till.fact("k").topUp(till.money(5_000)).noting("by wire", "W-1");
    assertEquals(new Posted.Done(topUp), till.post(topUp));
    assertEquals(Optional.of(topUp), till.ledger().posting(till.tenant(), topUp.id()));
    Posting later = till.fact("k", Till.NOW.plus(Duration.ofDays(40))).topUp(till.money(5_000));
    assertEquals(new Posted.Repeated(topUp), till.post(later));
    assertEquals(new Posted.KeyReused(), till.post(till.fact("k").topUp(till.money(5_001))));
    assertEquals(new Posted.KeyReused(), till.post(later.asked("another body")));
    assertEquals(5_000, till.wallet().posted());
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void aPrepaidWalletGoesToZeroAndNoFurther() {
    till.post(till.fact().topUp(till.money(1_000)));
    assertEquals(
        new Posted.Short(LedgerAccount.WALLET, till.money(1_000), till.money(0)),
        till.post(till.fact().withdrawal(till.money(1_001))));
    assertInstanceOf(Posted.Done.class, till.post(till.fact().withdrawal(till.money(1_000))));
    assertEquals(0, till.wallet().available());
    assertEquals(2, till.rows("#ledger").size(), "what was refused left nothing");
  }

  @Test
  void aPostpaidWalletOwesAsMuchAsItsLimit() {
    till.commit(List.of(till.balances().limiting(till.tenant(), 3_000)));
    assertInstanceOf(
        Posted.Done.class, till.post(till.fact().packFromWallet(50, till.money(2_500))));
    assertEquals(
        new Posted.Short(LedgerAccount.WALLET, till.money(-2_500), till.money(-3_000)),
        till.post(till.fact().packFromWallet(50, till.money(501))));
    assertEquals(50, till.credits().available(), "no credits without their price");
    assertTrue(refused(till.balances().limiting(till.tenant(), 2_499)), "the debt is larger");
    till.commit(List.of(till.balances().limiting(till.tenant(), 2_500)));
    assertInstanceOf(Posted.Short.class, till.post(till.fact().packFromWallet(1, till.money(1))));
    assertInstanceOf(
        Posted.Short.class,
        till.post(till.fact().debtPayment(till.money(2_501))),
        "nobody asked for credit");
    till.post(till.fact().debtPayment(till.money(2_500)));
    assertEquals(0, till.wallet().posted());
    assertInstanceOf(
        Posted.Short.class,
        till.post(till.fact().withdrawal(till.money(1))),
        "a limit is nobody's money");
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void anAccountThatWasNeverOpenedIsNotMadeByAccident() {
    Till unopened = Till.unopened(engine, engine.dynamo(), "EUR");
    assertEquals(
        new Posted.NoAccount(LedgerAccount.WALLET),
        unopened.post(unopened.fact().topUp(unopened.money(1))));
    assertEquals(
        new Posted.NoAccount(LedgerAccount.CREDITS),
        unopened.post(unopened.fact().creditsGranted(1)));
    assertEquals(List.of(), unopened.rows("#balance"));
    assertEquals(List.of(), unopened.rows("#entries"));
    assertEquals(
        new Posted.NoAccount(LedgerAccount.WALLET),
        till.post(till.fact().topUp(Amount.money(1, "USD"))),
        "there is no wallet of dollars");
  }

  @Test
  void whatIsBesideAPostingIsWrittenWithItOrNotAtAll() {
    Writes writes = new Writes(till.table());
    TransactWriteItem order =
        writes.create(Item.key(till.tenant() + "#order", "o1").number("n", 1).build());
    Act act =
        Act.of(
            till.tenant(),
            Till.NOW,
            Ids.secure().id(),
            Application.BILLING,
            "billing.pack-received",
            Till.ROSA);
    Posting pack = till.fact("o1").packReceived(50, till.money(7_500));
    assertInstanceOf(Posted.Done.class, till.ledger().post(pack, List.of(act), List.of(order)));
    assertInstanceOf(Posted.Repeated.class, till.ledger().post(pack, List.of(act), List.of(order)));
    Posted.Refused refused =
        assertInstanceOf(
            Posted.Refused.class,
            till.ledger()
                .post(
                    till.fact("o2").packReceived(50, till.money(7_500)),
                    List.of(),
                    List.of(order)));
    assertEquals(0, refused.index());
    assertEquals(1, refused.found().orElseThrow().number("n"));
    assertEquals(50, till.credits().posted());
    assertEquals(1, till.rows("#act").size());
    assertEquals(0, till.wallet().posted(), "received and spent");
    assertEquals(6, till.rows("#entries").size());
  }

  @Test
  void buyingArmsTheNoticesAgain() {
    assertEquals(0, till.credits().terms().orElseThrow().epoch());
    till.post(till.fact("a").packReceived(50, till.money(7_500)));
    till.post(till.fact("a").packReceived(50, till.money(7_500)));
    till.post(till.fact("b").creditsGranted(5));
    till.post(till.fact("c").creditsWithdrawn(5));
    assertEquals(2, till.credits().terms().orElseThrow().epoch());
  }

  @Test
  void creditsAreLowGoneOrFrozen() {
    assertEquals(CreditState.FROZEN, till.credits().creditState(Till.NOW));
    till.payFee();
    assertEquals(CreditState.GONE, till.credits().creditState(Till.NOW));
    till.post(till.fact().creditsGranted(5));
    assertEquals(CreditState.LOW, till.credits().creditState(Till.NOW));
    till.commit(List.of(till.balances().thresholding(till.tenant(), 5)));
    assertEquals(CreditState.OK, till.credits().creditState(Till.NOW));
    assertTrue(till.credits().covers(5, Till.NOW));
    assertEquals(
        CreditState.FROZEN, till.credits().creditState(Till.NOW.plus(Duration.ofDays(31))));
    assertEquals(5, till.credits().posted(), "none is lost");
  }

  @Test
  void aFeeIsPaidByOneOfTwoAtOnce() {
    AccountBalance read = till.credits();
    till.payFee();
    assertTrue(
        refused(
            till.balances()
                .payingFee(read, new FeePeriod(LocalDate.of(2026, 11, 22), 2), ZoneOffset.UTC)));
  }

  @Test
  void aReversalIsPostedOnceAndNeverBelowTheFloor() {
    Posting grant = till.fact().creditsGranted(5);
    till.post(grant);
    Posting reversal = Posting.reversing(grant, Till.NOW, Till.ROSA, "too many");
    assertInstanceOf(Posted.Done.class, till.post(reversal));
    assertInstanceOf(
        Posted.Repeated.class,
        till.post(Posting.reversing(grant, Till.NOW.plusSeconds(1), Till.ROSA, "again")));
    assertEquals(0, till.credits().posted());
    Posting topUp = till.fact().topUp(till.money(100));
    till.post(topUp);
    till.post(till.fact().withdrawal(till.money(60)));
    assertInstanceOf(
        Posted.Short.class, till.post(Posting.reversing(topUp, Till.NOW, Till.ROSA, null)));
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void anOrganizationGoesWithNothingLeftAndWhatComesThenFindsNoAccount() {
    till.post(till.fact().topUp(till.money(1_250)));
    till.post(till.fact().creditsGranted(2));
    till.payFee();
    till.reserve("c1");
    assertEquals(
        "[wallet 12.50 EUR credit, credits 2 interactions credit, credits 1 interaction reserved]",
        Standing.of(till.balances().balances(till.tenant())).toString());
    assertTrue(closing() instanceof Outcome.Refused);
    till.post(till.fact().withdrawal(till.money(1_250)));
    assertTrue(closing() instanceof Outcome.Refused);
    till.holds().release(till.tenant(), "c1", Till.NOW);
    till.post(till.fact().creditsWithdrawn(2));
    assertEquals(List.of(), Standing.of(till.balances().balances(till.tenant())));
    assertEquals(new Outcome.Committed(), closing());
    assertEquals(
        new Posted.NoAccount(LedgerAccount.WALLET), till.post(till.fact().topUp(till.money(1))));
    assertEquals(List.of(), till.verified().differences());
  }

  @Test
  void aWalletChangesItsCurrencyOnlyWhileItIsUntouched() {
    till.commit(List.of(till.balances().redenominating(till.tenant(), "JPY")));
    assertEquals("JPY", till.wallet().unit().code());
    till.post(till.fact().topUp(Amount.money(1, "JPY")));
    assertTrue(refused(till.balances().redenominating(till.tenant(), "EUR")));
  }

  private Outcome closing() {
    return till.transactions()
        .commit(Transaction.untold(till.balances().closing(till.tenant(), Till.NOW)));
  }

  private boolean refused(TransactWriteItem write) {
    return till.transactions().commit(Transaction.untold(List.of(write)))
        instanceof Outcome.Refused;
  }
}
