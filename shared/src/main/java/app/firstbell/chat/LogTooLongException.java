package app.firstbell.chat;

/// The writer has seen so little of the log that a repeat cannot be ruled out at a fair price: it
/// must sync first.
public final class LogTooLongException extends RuntimeException {
  public LogTooLongException(long from, long to) {
    super("entries " + from + " to " + to + " are unknown to the writer: sync first");
  }
}
