package app.firstbell.ledger;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import app.firstbell.transaction.Writes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Where money and credits are posted: the posting's row, an entry for each leg, and the balances
/// it touches, in one transaction with whatever else belongs to the fact.
///
/// Safe to be used by many threads.
public final class Ledger {
  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;
  private final Transactions transactions;
  private final Writes writes;
  private final BalanceStore balances;

  /// @param table `Accounts`
  public Ledger(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
    this.transactions = new Transactions(client, table, contention);
    this.writes = new Writes(table);
    this.balances = new BalanceStore(client, table);
  }

  /// Posts, all or nothing. A repeat writes nothing, neither the posting nor what is beside it, and
  /// is told so, also when both come at once.
  ///
  /// @param acts for the audit log
  /// @param beside other writes of the same transaction, each with its condition
  /// @throws app.firstbell.dynamo.BusyException when other writers were in the way nine times:
  ///   nothing is written, and the same posting may be tried again
  public Posted post(Posting posting, List<Act> acts, List<TransactWriteItem> beside) {
    List<TransactWriteItem> all = writes(posting);
    int own = all.size();
    all.addAll(beside);
    return switch (transactions.commit(new Transaction(all, acts, Optional.empty()))) {
      case Outcome.Committed _ -> new Posted.Done(posting);
      case Outcome.Refused refused -> refused(posting, refused, own);
      case Outcome.Replayed _, Outcome.KeyReused _ ->
          throw new IllegalStateException("a transaction without an idempotency key was repeated");
    };
  }

  /// A posting that was written.
  public Optional<Posting> posting(TenantId tenant, PostingId id) {
    return Row.of(
            contention
                .retrying(() ->
                    client.getItem(get ->
                        get.tableName(table).key(LedgerItem.key(tenant, id)).consistentRead(true)))
                .item())
        .map(LedgerItem::posting);
  }

  /// The writes of a posting: its row first, so that a repeat is known as one whatever else fails.
  private List<TransactWriteItem> writes(Posting posting) {
    List<TransactWriteItem> all = new ArrayList<>();
    all.add(writes.create(LedgerItem.header(posting)));
    posting.net().forEach((account, net) -> all.add(balances.moving(posting, account, net)));
    LedgerItem.entries(posting).forEach(entry -> all.add(writes.create(LedgerItem.item(entry))));
    return all;
  }

  private static Posted refused(Posting posting, Outcome.Refused refused, int own) {
    if (refused.index() == 0) {
      return repeated(posting, refused.found().orElseThrow());
    }
    if (refused.index() >= own) {
      return new Posted.Refused(refused.index() - own, refused.found());
    }
    List<Map.Entry<LedgerAccount, Amount>> touched = List.copyOf(posting.net().entrySet());
    if (refused.index() > touched.size()) {
      throw new IllegalStateException(
          "there are entries of a posting that is not there: " + posting.id());
    }
    Map.Entry<LedgerAccount, Amount> account = touched.get(refused.index() - 1);
    return refused
        .found()
        .map(AccountBalance::of)
        .filter(found -> found.isOpen() && found.unit().equals(account.getValue().unit()))
        .<Posted>map(found ->
            new Posted.Short(found.account(), found.availableAmount(), found.floorAmount()))
        .orElseGet(() -> new Posted.NoAccount(account.getKey()));
  }

  private static Posted repeated(Posting posting, Row found) {
    Posting earlier = LedgerItem.posting(found);
    return posting.isRepeatOf(earlier) ? new Posted.Repeated(earlier) : new Posted.KeyReused();
  }
}
