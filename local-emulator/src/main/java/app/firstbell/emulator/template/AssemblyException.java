package app.firstbell.emulator.template;

/// A cloud assembly that cannot be run here. The message is for a person: what was expected, what
/// came, what to do.
public final class AssemblyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AssemblyException(String message) {
    super(message);
  }

  public AssemblyException(String message, Throwable cause) {
    super(message, cause);
  }
}
