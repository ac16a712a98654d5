package app.firstbell.organization;

/// Where an organization's balance comes from: the ledger.
@FunctionalInterface
public interface Balances {
  /// There is no ledger yet, so nothing was ever posted, and every balance is exactly zero.
  Balances NOTHING_POSTED = (id, currency, pricing) -> new Balance(0, currency, pricing);

  /// @param currency ISO 4217, the organization's
  Balance of(TenantId id, String currency, Pricing pricing);

  default Balance of(Account account) {
    return of(account.id(), account.locality().currency(), account.pricing());
  }

  default Balance of(Listing listing) {
    return of(listing.id(), listing.locality().currency(), listing.pricing());
  }
}
