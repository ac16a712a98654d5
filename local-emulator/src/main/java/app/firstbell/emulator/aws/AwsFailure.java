package app.firstbell.emulator.aws;

/// A service's refusal, in AWS's words. The protocol of the call decides how it is written.
///
/// `code` is the short name (`AccessDeniedException`); `status` the HTTP status.
public final class AwsFailure extends RuntimeException {
  private final int status;
  private final String code;

  public AwsFailure(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /// The message, never null.
  public String words() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
