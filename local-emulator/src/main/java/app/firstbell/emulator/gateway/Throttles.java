package app.firstbell.emulator.gateway;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The token buckets of the account and of every route.
final class Throttles {
  private record RouteOfStage(String apiId, String stage, String routeKey) {}

  private final InstantSource clock;
  private final TokenBucket account;
  private final TokenBucket connects;
  private final Map<RouteOfStage, TokenBucket> routes = new ConcurrentHashMap<>();

  Throttles(Quotas quotas, InstantSource clock) {
    this.clock = clock;
    account = new TokenBucket(quotas.requestsPerSecond(), quotas.requestBurst(), clock);
    connects = new TokenBucket(quotas.connectsPerSecond(), quotas.connectBurst(), clock);
  }

  /// One request of any kind: HTTP, a message, or a call of `@connections`.
  boolean request() {
    return account.take();
  }

  boolean connect() {
    return connects.take();
  }

  /// One request of a route, by the stage's own limits and the account's.
  boolean route(String apiId, Stage stage, String routeKey) {
    return stage
            .limit(routeKey)
            .map(limit ->
                routes
                    .computeIfAbsent(
                        new RouteOfStage(apiId, stage.name(), routeKey),
                        _ -> new TokenBucket(limit.perSecond(), limit.burst(), clock))
                    .take())
            .orElse(true)
        && request();
  }
}
