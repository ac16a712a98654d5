package app.firstbell.ledger;

import java.util.Currency;

/// What amounts are counted in: a currency, or interaction credits.
///
/// @param code ISO 4217, such as `EUR`, or `interactions`
/// @param exponent how many decimal digits the minor unit has: EUR 2, JPY 0, KWD 3 (ISO 4217)
public record Unit(String code, int exponent) {
  /// Chats that operators answer (K2). They are counted in ones.
  public static final Unit INTERACTIONS = new Unit("interactions", 0);

  /// @param currency ISO 4217 in capitals
  /// @throws IllegalArgumentException when there is no such currency, or it has no minor unit
  public static Unit money(String currency) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    if (digits < 0) {
      throw new IllegalArgumentException("expected a currency that is paid in, got " + currency);
    }
    return new Unit(currency, digits);
  }

  /// The unit of a code, as it is stored.
  ///
  /// @throws IllegalArgumentException when it is neither `interactions` nor a currency
  public static Unit of(String code) {
    return code.equals(INTERACTIONS.code) ? INTERACTIONS : money(code);
  }

  public boolean isMoney() {
    return !equals(INTERACTIONS);
  }
}
