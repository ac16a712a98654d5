package app.firstbell.organization;

import app.firstbell.ledger.Amount;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Where an organization's balance comes from: the ledger ([app.firstbell.ledger.LedgerBalances]).
@FunctionalInterface
public interface Balances {
  /// @param currency ISO 4217, the organization's
  Balance of(TenantId id, String currency, Pricing pricing);

  default Balance of(Account account) {
    return of(account.id(), account.locality().currency(), account.pricing());
  }

  /// The balances of a page of the directory, by organization.
  default Map<TenantId, Balance> of(List<Listing> listings) {
    Map<TenantId, Balance> balances = new HashMap<>();
    for (Listing listing : listings) {
      balances.put(
          listing.id(), of(listing.id(), listing.locality().currency(), listing.pricing()));
    }
    return balances;
  }

  /// Everything that stands in the way of deleting an organization; empty when it may go.
  default List<Standing> standing(Account account) {
    Balance balance = of(account);
    return balance.isSettled()
        ? List.of()
        : List.of(
            Standing.left(LedgerAccount.WALLET, Amount.money(balance.minor(), balance.currency())));
  }

  /// The writes by which a deletion closes the balances, each refused while anything is on it: so
  /// that a payment that comes at the same moment wins or loses whole.
  default List<TransactWriteItem> closing(Account account, Instant at) {
    return List.of();
  }
}
