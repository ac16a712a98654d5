package app.firstbell.functions.town;

import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.CreditTerms;
import app.firstbell.ledger.Hold;
import app.firstbell.ledger.Holds;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// An organization's interaction credits, kept by the real ledger.
public final class Purse {
  private static final AtomicInteger FACTS = new AtomicInteger();
  private final TenantId tenant;
  private final InstantSource clock;
  private final Contention contention = new Contention(Pause.jittered());
  private final BalanceStore balances = new BalanceStore(Engine.client(), Engine.ACCOUNTS);
  private final Ledger ledger = new Ledger(Engine.client(), Engine.ACCOUNTS, contention);
  private final Holds holds = new Holds(Engine.client(), Engine.ACCOUNTS, contention);

  Purse(TenantId tenant, InstantSource clock) {
    this.tenant = tenant;
    this.clock = clock;
  }

  void open(int credits) {
    pay();
    if (credits > 0) {
      add(credits);
    }
  }

  /// The fee of one more month.
  public void pay() {
    AccountBalance now = balance();
    commit(
        List.of(
            balances.payingFee(
                now,
                FeePeriod.paid(
                    now.terms().flatMap(CreditTerms::fee), 1, ZoneOffset.UTC, clock.instant()),
                ZoneOffset.UTC)));
  }

  public void add(int credits) {
    post(fact().creditsGranted(credits));
  }

  /// Credits are taken back by hand.
  public Posting takeBack(int credits) {
    return post(fact().creditsWithdrawn(credits));
  }

  public void reverse(Posting earlier) {
    post(Posting.reversing(earlier, clock.instant(), By.SYSTEM, "by mistake"));
  }

  /// A chat is over, and the operator has written: its credit is used.
  public void use(String chat) {
    holds.post(tenant, chat, clock.instant());
  }

  /// A chat is over, and the operator has written nothing: its credit is given back.
  public void free(String chat) {
    holds.release(tenant, chat, clock.instant());
  }

  public void threshold(long threshold) {
    commit(List.of(balances.thresholding(tenant, threshold)));
  }

  private Postings fact() {
    return new Postings(
        tenant,
        PostingId.derived("test", tenant, "" + FACTS.incrementAndGet()),
        clock.instant(),
        By.SYSTEM);
  }

  private Posting post(Posting posting) {
    Posted posted = ledger.post(posting, List.of(), List.of());
    if (!(posted instanceof Posted.Done)) {
      throw new AssertionError(posted.toString());
    }
    return posting;
  }

  public AccountBalance balance() {
    return balances.balance(tenant, LedgerAccount.CREDITS).orElseThrow();
  }

  /// Credits that are reserved, one for each chat.
  public List<Hold> holds() {
    return holds.open(tenant);
  }

  private void commit(List<TransactWriteItem> writes) {
    if (!(new Transactions(Engine.client(), Engine.ACCOUNTS, contention)
            .commit(Transaction.untold(writes))
        instanceof Outcome.Committed)) {
      throw new AssertionError("a purse was not filled");
    }
  }
}
