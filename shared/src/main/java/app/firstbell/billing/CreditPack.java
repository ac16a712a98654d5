package app.firstbell.billing;

import app.firstbell.ledger.Amount;
import java.util.List;
import java.util.Optional;

/// A number of interaction credits that is sold at once (K1).
///
/// @param id such as `pack-50`
public record CreditPack(String id, int credits) {
  /// Every pack that is sold, the smallest first.
  public static final List<CreditPack> ALL = List.of(pack(50), pack(200), pack(500));

  public static Optional<CreditPack> of(String id) {
    return ALL.stream().filter(pack -> pack.id.equals(id)).findFirst();
  }

  /// What it costs; nothing where it has no price in the currency.
  ///
  /// @param currency ISO 4217
  public Optional<Amount> price(String currency) {
    return Prices.of(currency).map(prices -> Amount.money(prices.pack(credits), currency));
  }

  private static CreditPack pack(int credits) {
    return new CreditPack("pack-" + credits, credits);
  }
}
