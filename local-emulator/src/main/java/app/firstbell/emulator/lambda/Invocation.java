package app.firstbell.emulator.lambda;

/// How an invocation ended.
public sealed interface Invocation {
  /// The handler returned; `payload` is its answer as JSON (`null` as text when it returned
  /// nothing).
  record Succeeded(byte[] payload) implements Invocation {}

  /// The handler threw, ran out of time, or could not be made: Lambda's `FunctionError: Unhandled`.
  ///
  /// @param errorType the exception's class name, or `Sandbox.Timedout`
  /// @param payload Lambda's JSON of the error (`errorType`, `errorMessage`, `stackTrace`)
  record Failed(String errorType, String message, byte[] payload) implements Invocation {
    /// Whether the function's own timeout ended it.
    public boolean timedOut() {
      return errorType.equals(LambdaError.TIMED_OUT);
    }
  }

  /// No free concurrency: Lambda's 429 TooManyRequestsException. The function was not called.
  record Throttled(String message) implements Invocation {}
}
