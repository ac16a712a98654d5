package app.firstbell.credit;

import app.firstbell.dynamo.Contention;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Hold;
import app.firstbell.ledger.Holds;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Credits as the ledger keeps them.
public final class LedgerCredits implements Credits, CreditGuard {
  private final BalanceStore balances;
  private final Holds holds;

  private LedgerCredits(BalanceStore balances, Holds holds) {
    this.balances = balances;
    this.holds = holds;
  }

  /// @param table `Accounts`
  public static LedgerCredits stored(DynamoDbClient client, String table, Contention contention) {
    return new LedgerCredits(new BalanceStore(client, table), new Holds(client, table, contention));
  }

  /// Price: half a read unit.
  @Override
  public boolean areUsable(TenantId tenant, Instant now) {
    return balances
        .glance(tenant, LedgerAccount.CREDITS)
        .filter(balance -> balance.covers(1, now))
        .isPresent();
  }

  /// Price: two write units for each of the two rows, as in every transaction.
  @Override
  public List<TransactWriteItem> reserving(Reservation it) {
    return holds.reserve(
        Hold.forChat(it.tenant(), it.chat().value(), it.home(), it.operator(), it.at()));
  }
}
