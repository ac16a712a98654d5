package app.firstbell.dynamo;

/// The tries are used up: nothing was changed by this call, and the caller may try again.
public final class BusyException extends RuntimeException {
  public BusyException(String message) {
    super(message);
  }

  public BusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
