package app.firstbell.emulator;

/// The emulator could not start. The message is for a person: what was expected, what came, what to
/// do.
public final class EmulatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmulatorException(String message) {
    super(message);
  }

  public EmulatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
