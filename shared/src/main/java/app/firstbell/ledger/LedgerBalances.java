package app.firstbell.ledger;

import app.firstbell.organization.Account;
import app.firstbell.organization.Balance;
import app.firstbell.organization.Balances;
import app.firstbell.organization.Listing;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What stands between organizations and their resellers, as the ledger has it.
public final class LedgerBalances implements Balances {
  private final BalanceStore store;

  /// @param table `Accounts`
  public LedgerBalances(DynamoDbClient client, String table) {
    this.store = new BalanceStore(client, table);
  }

  @Override
  public Balance of(TenantId id, String currency, Pricing pricing) {
    return balance(store.balance(id, LedgerAccount.WALLET), currency, pricing);
  }

  /// Those of a page, read at once and as they were a moment ago.
  @Override
  public Map<TenantId, Balance> of(List<Listing> listings) {
    Map<TenantId, AccountBalance> found =
        store.glances(listings.stream().map(Listing::id).toList(), LedgerAccount.WALLET);
    Map<TenantId, Balance> balances = new HashMap<>();
    for (Listing listing : listings) {
      balances.put(
          listing.id(),
          balance(
              Optional.ofNullable(found.get(listing.id())),
              listing.locality().currency(),
              listing.pricing()));
    }
    return balances;
  }

  @Override
  public List<Standing> standing(Account account) {
    return Standing.of(store.balances(account.id()));
  }

  @Override
  public List<TransactWriteItem> closing(Account account, Instant at) {
    return store.closing(account.id(), at);
  }

  /// An account that was never opened has nothing on it.
  private static Balance balance(Optional<AccountBalance> found, String currency, Pricing pricing) {
    return found
        .map(it -> new Balance(it.available(), it.unit().code(), pricing))
        .orElseGet(() -> new Balance(0, currency, pricing));
  }
}
