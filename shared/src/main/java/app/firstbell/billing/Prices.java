package app.firstbell.billing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What things cost in a currency, in its minor unit: data, not code. A price is set, never
/// converted: who has a currency that is not here cannot be sold to in it.
///
/// @param currency ISO 4217
/// @param platform the monthly fee of the package Platform
/// @param operations the monthly fee of the package Operations, which is lower (B2)
/// @param pack50 50 interaction credits, and so on
record Prices(
    String currency, long platform, long operations, long pack50, long pack200, long pack500) {
  private static final Map<String, Prices> ALL =
      List.of(
              new Prices("EUR", 39_00, 19_00, 75_00, 280_00, 650_00),
              new Prices("USD", 42_00, 21_00, 80_00, 300_00, 700_00),
              new Prices("GBP", 34_00, 17_00, 65_00, 240_00, 560_00),
              new Prices("CHF", 38_00, 18_00, 72_00, 270_00, 630_00),
              new Prices("CAD", 58_00, 29_00, 110_00, 410_00, 960_00),
              new Prices("AUD", 64_00, 32_00, 120_00, 450_00, 1_060_00),
              new Prices("SEK", 450_00, 220_00, 860_00, 3_200_00, 7_500_00),
              new Prices("JPY", 6_400, 3_200, 12_000, 45_000, 106_000),
              new Prices("KWD", 13_000, 6_500, 25_000, 92_000, 215_000))
          .stream()
          .collect(Collectors.toUnmodifiableMap(Prices::currency, prices -> prices));

  static Optional<Prices> of(String currency) {
    return Optional.ofNullable(ALL.get(currency));
  }

  /// @throws IllegalArgumentException when no pack has so many credits
  long pack(int credits) {
    return switch (credits) {
      case 50 -> pack50;
      case 200 -> pack200;
      case 500 -> pack500;
      default -> throw new IllegalArgumentException("expected a pack's credits, got " + credits);
    };
  }
}
