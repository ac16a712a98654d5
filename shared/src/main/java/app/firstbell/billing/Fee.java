package app.firstbell.billing;

import app.firstbell.ledger.Amount;
import java.util.Optional;

/// The platform fee of a month.
public final class Fee {
  private Fee() {}

  /// The fee of a package; nothing where it has no price in the currency.
  ///
  /// @param currency ISO 4217
  /// @param months 1 or more
  /// @throws IllegalArgumentException when there is no month
  public static Optional<Amount> of(Package of, String currency, int months) {
    if (months < 1) {
      throw new IllegalArgumentException("expected at least one month, got " + months);
    }
    return Prices.of(currency)
        .map(prices ->
            Amount.money(
                Math.multiplyExact(
                    switch (of) {
                      case PLATFORM -> prices.platform();
                      case OPERATIONS -> prices.operations();
                    },
                    (long) months),
                currency));
  }
}
