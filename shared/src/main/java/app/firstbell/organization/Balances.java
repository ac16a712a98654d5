package app.firstbell.organization;

/// Where an organization's balance comes from: the ledger.
@FunctionalInterface
public interface Balances {
  /// There is no ledger yet, so nothing was ever posted, and every balance is exactly zero.
  Balances NOTHING_POSTED = account ->
      new Balance(0, account.locality().currency(), account.pricing());

  Balance of(Account account);
}
