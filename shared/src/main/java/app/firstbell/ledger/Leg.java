package app.firstbell.ledger;

/// One side of a posting: what it adds to an account.
///
/// @param amount never zero
public record Leg(LedgerAccount account, Amount amount) {
  /// @throws IllegalArgumentException when the amount is zero, or of a unit that the account does
  ///   not take
  public Leg {
    if (amount.isZero()) {
      throw new IllegalArgumentException("expected an amount other than zero in " + account.word());
    }
    if (!account.takes(amount.unit())) {
      throw new IllegalArgumentException(
          "expected another unit in " + account.word() + ", got " + amount.unit().code());
    }
  }

  public Leg negated() {
    return new Leg(account, amount.negated());
  }
}
