package app.firstbell.functions.provision;

import app.firstbell.billing.Fee;
import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Contention;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.CreditTerms;
import app.firstbell.ledger.FeeChange;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.Account;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What an organization has to begin with, so that its operators answer from the first minute: the
/// fee of some months and some interaction credits, posted as if somebody had paid.
///
/// Each is posted once: a repeat neither pays again nor gives back what was used.
final class FirstCredits {
  private static final String MEMO = "To begin with";
  private final Ledger ledger;
  private final BalanceStore balances;
  private final Transactions transactions;
  private final InstantSource clock;

  FirstCredits(DynamoDbClient client, String table, Contention contention, InstantSource clock) {
    this.ledger = new Ledger(client, table, contention);
    this.balances = new BalanceStore(client, table);
    this.transactions = new Transactions(client, table, contention);
    this.clock = clock;
  }

  /// The balances that a new organization is made with.
  List<TransactWriteItem> opening(Account account) {
    return balances.opening(account.id(), account.locality().currency());
  }

  /// Opens the balances of an organization from before there was a ledger.
  void open(Account account) {
    if (balances.balances(account.id()).isEmpty()) {
      commit(opening(account));
    }
  }

  /// The wallet takes the organization's other currency, which is refused once anything was posted.
  List<TransactWriteItem> redenominating(Account before, Account after) {
    String currency = after.locality().currency();
    return before.locality().currency().equals(currency)
        ? List.of()
        : List.of(balances.redenominating(after.id(), currency));
  }

  void post(Account account, Blueprint.Credits credits) {
    if (isNew(account.id(), "fee")) {
      fee(account, credits.feeMonths());
    }
    if (isNew(account.id(), "credits")) {
      // First, since the posting is what a repeat looks for.
      commit(List.of(balances.thresholding(account.id(), credits.threshold())));
      done(
          ledger.post(
              postings(account.id(), "credits")
                  .creditsGranted(credits.granted())
                  .noting(MEMO, null),
              List.of(),
              List.of()));
    }
  }

  private void fee(Account account, int months) {
    AccountBalance credits =
        balances
            .balance(account.id(), LedgerAccount.CREDITS)
            .orElseThrow(() -> new IllegalStateException("expected an account of credits"));
    ZoneId zone = ZoneId.of(account.locality().timezone());
    FeePeriod paid = FeePeriod.paid(credits.terms().flatMap(CreditTerms::fee), months, zone, now());
    String currency = account.locality().currency();
    Optional<Amount> price = Fee.of(account.service().sold(), currency, months);
    if (price.isEmpty()) {
      throw new IllegalArgumentException(
          account.id() + ": there is no fee in " + currency + ", so none can be paid");
    }
    done(
        ledger.post(
            postings(account.id(), "fee")
                .feeReceived(price.get())
                .paying(FeeChange.of(credits, paid, zone))
                .noting(MEMO, null),
            List.of(),
            List.of(balances.payingFee(credits, paid, zone))));
  }

  private boolean isNew(TenantId tenant, String what) {
    return ledger.posting(tenant, id(tenant, what)).isEmpty();
  }

  private Postings postings(TenantId tenant, String what) {
    return new Postings(tenant, id(tenant, what), now(), By.SYSTEM);
  }

  private static PostingId id(TenantId tenant, String what) {
    return PostingId.derived("provision", tenant, what);
  }

  private static void done(Posted posted) {
    if (!(posted instanceof Posted.Done || posted instanceof Posted.Repeated)) {
      throw new IllegalStateException("expected first credits to be posted, got " + posted);
    }
  }

  private void commit(List<TransactWriteItem> writes) {
    if (!(transactions.commit(Transaction.untold(writes)) instanceof Outcome.Committed)) {
      throw new IllegalStateException("somebody else changed the balance: please try again");
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
