package app.firstbell.json;

/// The text is not one JSON object, or is deeper or longer than allowed.
public final class MalformedJsonException extends RuntimeException {
  public MalformedJsonException(String message) {
    super(message);
  }
}
