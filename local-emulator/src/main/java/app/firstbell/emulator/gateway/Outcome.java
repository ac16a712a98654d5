package app.firstbell.emulator.gateway;

/// How an integration's call ended, seen from the gateway.
sealed interface Outcome {
  /// The function returned; JSON.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(byte[] payload) implements Outcome {}

  /// The function threw, could not be made, or had no free concurrency.
  ///
  /// @param message of the error; an authorizer says "Unauthorized" with it
  record Failed(String message) implements Outcome {}

  /// The integration's timeout passed. The function may still run.
  record TimedOut() implements Outcome {}

  /// No permission of the template lets API Gateway invoke the function for this route. It did not
  /// run.
  record NotPermitted() implements Outcome {}
}
