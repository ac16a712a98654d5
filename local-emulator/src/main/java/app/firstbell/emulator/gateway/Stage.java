package app.firstbell.emulator.gateway;

import java.util.Map;
import java.util.Optional;

/// A deployed stage of an API, with its variables and throttles.
///
/// @param throttles by route key; the key `$stage` stands for every route without its own
record Stage(String name, Map<String, String> variables, Map<String, Limit> throttles) {
  static final String EVERY_ROUTE = "$stage";
  static final String DEFAULT = "$default";

  /// At most `perSecond` in the long run and `burst` at once.
  record Limit(double perSecond, double burst) {}

  Optional<Limit> limit(String routeKey) {
    Limit own = throttles.get(routeKey);
    return Optional.ofNullable(own == null ? throttles.get(EVERY_ROUTE) : own);
  }
}
