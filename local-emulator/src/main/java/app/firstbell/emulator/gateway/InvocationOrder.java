package app.firstbell.emulator.gateway;

import java.time.Duration;

/// In which order the messages of one connection reach the functions. On AWS they are not
/// serialised: each is its own asynchronous invocation, and a later one may be the first to run.
public sealed interface InvocationOrder {
  /// Each message starts its invocation when it comes. Nothing keeps their order, nothing disturbs
  /// it.
  record AsTheyCome() implements InvocationOrder {}

  /// Messages of a connection are held until `window` of them wait, or `patience` (real time) has
  /// passed since the first, and start in an order that the seed and the connection's number
  /// decide.
  record Shuffled(long seed, int window, Duration patience) implements InvocationOrder {}
}
