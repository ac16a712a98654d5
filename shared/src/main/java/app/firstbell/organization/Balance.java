package app.firstbell.organization;

import java.util.Locale;

/// What stands between an organization and its reseller.
///
/// @param minor in the currency's minor unit: above zero is the organization's credit, below zero
///   its debt
/// @param currency ISO 4217
public record Balance(long minor, String currency, Pricing pricing) {
  /// What the number means.
  public enum Meaning {
    CREDIT,
    DEBT,
    SETTLED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Meaning means() {
    return minor == 0 ? Meaning.SETTLED : minor > 0 ? Meaning.CREDIT : Meaning.DEBT;
  }

  public boolean isSettled() {
    return means() == Meaning.SETTLED;
  }
}
