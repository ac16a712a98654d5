package app.firstbell.organization;

import app.firstbell.json.FieldException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Where an organization is at home: its country decides the tax, its currency the money, its
/// timezone when a day and a month begin (P1).
///
/// @param country ISO 3166-1 alpha-2, such as `PT`
/// @param currency ISO 4217, such as `EUR`
/// @param timezone an identifier of the IANA database, such as `Europe/Lisbon`
public record Locality(String country, String currency, String timezone) {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          // Gold, special drawing rights and codes for tests have no minor unit.
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  /// What an organization has that was made before anybody asked.
  public static final Locality UNKNOWN = new Locality("US", "USD", "UTC");

  /// @throws FieldException naming the first field that no list knows
  public Locality {
    if (!isCountry(country)) {
      throw new FieldException(
          "country", "expected a country of ISO 3166 in two capitals, such as PT");
    }
    if (!CURRENCIES.contains(currency)) {
      throw new FieldException(
          "currency", "expected a currency of ISO 4217 in capitals, such as EUR");
    }
    if (!ZONES.contains(timezone)) {
      throw new FieldException(
          "timezone", "expected a timezone of the IANA database, such as Europe/Lisbon");
    }
  }

  /// Whether there is a country of this code, two capitals of ISO 3166.
  public static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  public ZoneId zone() {
    return ZoneId.of(timezone);
  }
}
