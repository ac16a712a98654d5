package app.firstbell.emulator.gateway;

import java.time.Duration;

/// API Gateway's quotas for one account and region. Sizes in bytes, rates per second.
///
/// Source: "Quotas for configuring and running a WebSocket API" and "… an HTTP API" in the API
/// Gateway developer guide. `sendBufferBytes` has no published figure; beyond it a post to a slow
/// reader is answered with 429.
///
/// @param requestsPerSecond and `requestBurst`: one bucket for HTTP requests, messages and
///   `@connections` together
/// @param connectsPerSecond new WebSocket connections
public record Quotas(
    int frameBytes,
    int messageBytes,
    Duration idle,
    Duration life,
    double connectsPerSecond,
    double connectBurst,
    double requestsPerSecond,
    double requestBurst,
    int urlCharacters,
    int authorizerResultBytes,
    int httpPayloadBytes,
    Duration webSocketIntegration,
    Duration httpIntegration,
    int sendBufferBytes) {

  public static Quotas aws() {
    return new Quotas(
        32 * 1024,
        128 * 1024,
        Duration.ofMinutes(10),
        Duration.ofHours(2),
        500,
        500,
        10_000,
        5_000,
        4096,
        8 * 1024,
        10 * 1024 * 1024,
        Duration.ofSeconds(29),
        Duration.ofSeconds(30),
        512 * 1024);
  }

  /// The same with another rate of new connections, for benches that open many at once.
  public Quotas withConnectsPerSecond(double perSecond) {
    return new Quotas(
        frameBytes,
        messageBytes,
        idle,
        life,
        perSecond,
        perSecond,
        requestsPerSecond,
        requestBurst,
        urlCharacters,
        authorizerResultBytes,
        httpPayloadBytes,
        webSocketIntegration,
        httpIntegration,
        sendBufferBytes);
  }

  /// The same with another shared bucket of requests.
  public Quotas withRequests(double perSecond, double burst) {
    return new Quotas(
        frameBytes,
        messageBytes,
        idle,
        life,
        connectsPerSecond,
        connectBurst,
        perSecond,
        burst,
        urlCharacters,
        authorizerResultBytes,
        httpPayloadBytes,
        webSocketIntegration,
        httpIntegration,
        sendBufferBytes);
  }
}
