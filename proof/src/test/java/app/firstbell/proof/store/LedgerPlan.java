package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.HoldState;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingKind;
import app.firstbell.ledger.Postings;
import app.firstbell.ledger.Settled;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A random life of an organization's ledger, step by step beside the model: every answer and every
/// number must be the model's.
final class LedgerPlan {
  private static final Instant FEE_UNTIL = Instant.parse("2026-12-22T00:00:00Z");
  private final Till till;
  private final LedgerModel model;
  private final Random random;
  private final List<Posting> tried = new ArrayList<>();
  private Instant now = Till.NOW;
  private int facts;
  private int chats;

  LedgerPlan(Till till, long seed) {
    this.till = till;
    this.model = new LedgerModel(till.currency());
    this.random = new Random(seed);
  }

  LedgerModel model() {
    return model;
  }

  void step() {
    now = now.plusMillis(random.nextInt(2) * random.nextInt(1, 90_000));
    switch (random.nextInt(20)) {
      case 0 -> limit();
      case 1 -> payFee();
      case 2, 3, 4, 5 -> reserve();
      case 6, 7 -> settle(HoldState.POSTED);
      case 8 -> settle(HoldState.VOIDED);
      case 9, 10 -> repeat();
      case 11 -> reverse();
      default -> post(posting(fact("f" + facts++)));
    }
    compare();
  }

  private void post(Posting posting) {
    tried.add(posting);
    LedgerModel.Answer expected = model.post(posting);
    Posted posted = till.post(posting);
    LedgerModel.Answer found =
        switch (posted) {
          case Posted.Done _ -> LedgerModel.Answer.DONE;
          case Posted.Repeated repeated -> {
            assertEquals(model.postings.get(posting.id()), repeated.posting());
            yield LedgerModel.Answer.REPEATED;
          }
          case Posted.KeyReused _ -> LedgerModel.Answer.KEY_REUSED;
          case Posted.Short missing -> {
            assertEquals(model.available(missing.account()), missing.available().minor());
            assertEquals(model.floor(missing.account()), missing.floor().minor());
            yield LedgerModel.Answer.SHORT;
          }
          case Posted.NoAccount _ -> LedgerModel.Answer.NO_ACCOUNT;
          case Posted.Refused _ -> Assertions.fail("nothing is beside it");
        };
    assertEquals(expected, found, () -> posting.toString());
  }

  private Posting posting(Postings fact) {
    Amount money = till.money(random.nextLong(1, 3_000));
    long credits = random.nextLong(1, 5);
    return switch (random.nextInt(11)) {
      case 0, 1 -> fact.topUp(money);
      case 2, 3 -> fact.withdrawal(money);
      case 4 -> fact.debtPayment(money);
      case 5 -> fact.packReceived(credits, money);
      case 6 -> fact.packFromWallet(credits, money);
      case 7 -> fact.feeReceived(money);
      case 8 -> fact.creditsGranted(credits);
      case 9 -> fact.creditsWithdrawn(credits);
      default -> fact.topUp(Amount.money(money.minor(), "USD"));
    };
  }

  /// The same fact again, later; or another under its id.
  private void repeat() {
    if (tried.isEmpty()) {
      return;
    }
    Posting earlier = tried.get(random.nextInt(tried.size()));
    Postings again = new Postings(till.tenant(), earlier.id(), now, Till.ROSA);
    boolean isSame = random.nextInt(3) > 0 || earlier.kind() == PostingKind.REVERSAL;
    post(
        isSame
            ? new Posting(
                earlier.tenant(),
                earlier.id(),
                now,
                earlier.kind(),
                earlier.by(),
                earlier.legs(),
                earlier.note())
            : posting(again));
  }

  private void reverse() {
    List<Posting> all =
        model.postings.values().stream()
            .filter(posting -> posting.kind() != PostingKind.REVERSAL)
            .toList();
    if (!all.isEmpty()) {
      post(Posting.reversing(all.get(random.nextInt(all.size())), now, Till.ROSA, "by mistake"));
    }
  }

  private void limit() {
    long limit = random.nextLong(0, 4_000);
    assertEquals(
        model.limit(limit), committed(List.of(till.balances().limiting(till.tenant(), limit))));
  }

  private void payFee() {
    if (model.isOpen && till.credits().terms().orElseThrow().usableUntil().isEmpty()) {
      till.payFee();
      model.payFeeUntil(FEE_UNTIL);
    }
  }

  private void reserve() {
    String chat = "c" + (random.nextInt(4) == 0 ? random.nextInt(chats + 1) : chats++);
    assertEquals(model.reserve(chat, now), till.reserve(chat) instanceof Outcome.Committed);
  }

  private void settle(HoldState wanted) {
    String chat = "c" + random.nextInt(chats + 1);
    Instant at = now.plus(Duration.ofMinutes(5));
    Settled settled =
        wanted == HoldState.POSTED
            ? till.holds().post(till.tenant(), chat, at)
            : till.holds().release(till.tenant(), chat, at);
    assertEquals(
        model.settle(chat, wanted),
        switch (settled) {
          case Settled.Done _ -> LedgerModel.Settling.DONE;
          case Settled.Already _ -> LedgerModel.Settling.ALREADY;
          case Settled.Refused _ -> LedgerModel.Settling.REFUSED;
          case Settled.Absent _ -> LedgerModel.Settling.ABSENT;
        });
  }

  /// The organization may go only with nothing on it, and then nothing comes any more.
  void tryToClose() {
    assertEquals(model.close(), committed(till.balances().closing(till.tenant(), now)), "deletion");
    post(fact("last").topUp(till.money(1)));
    compare();
  }

  /// Everything is given back or paid, so that it can go.
  void settleEverything() {
    List<String> open =
        model.holds.entrySet().stream()
            .filter(it -> it.getValue() == HoldState.RESERVED)
            .map(Map.Entry::getKey)
            .toList();
    for (String chat : open) {
      till.holds().release(till.tenant(), chat, now);
      model.settle(chat, HoldState.VOIDED);
    }
    long credits = model.posted(LedgerAccount.CREDITS);
    if (credits > 0) {
      post(fact("no-credits").creditsWithdrawn(credits));
    }
    long wallet = model.posted(LedgerAccount.WALLET);
    if (wallet != 0) {
      Amount money = till.money(Math.abs(wallet));
      Postings fact = fact("even");
      post(wallet > 0 ? fact.withdrawal(money) : fact.debtPayment(money));
    }
  }

  private void compare() {
    for (LedgerAccount account : LedgerAccount.GUARDED) {
      AccountBalance balance = till.balance(account);
      assertEquals(model.posted(account), balance.posted(), account::word);
      assertEquals(model.pending(account), balance.pending(), account::word);
      assertEquals(model.available(account), balance.available(), account::word);
      assertEquals(model.floor(account), balance.floor(), account::word);
      assertTrue(balance.available() >= balance.floor(), "never below the floor");
    }
    assertEquals(model.epoch(), till.credits().terms().orElseThrow().epoch());
  }

  private Postings fact(String key) {
    return till.fact(key, now);
  }

  private boolean committed(List<TransactWriteItem> writes) {
    return till.transactions().commit(Transaction.untold(writes)) instanceof Outcome.Committed;
  }
}
