package app.firstbell.commands;

/// The operator asked for something that cannot be done so; the message says what to do.
final class WrongUseException extends RuntimeException {
  WrongUseException(String message) {
    super(message, null, false, false);
  }
}
