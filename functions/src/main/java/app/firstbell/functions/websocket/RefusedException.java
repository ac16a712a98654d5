package app.firstbell.functions.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A frame is refused, with the words for its sender. Nothing was changed.
public final class RefusedException extends RuntimeException {
  private final ErrorCode code;
  private final @Nullable String field;
  private final @Nullable Duration retryAfter;

  private RefusedException(
      ErrorCode code, String message, @Nullable String field, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  public RefusedException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public static RefusedException field(String field, String message) {
    return new RefusedException(ErrorCode.INVALID, message, field, null);
  }

  public static RefusedException tooFrequent(Duration retryAfter) {
    return new RefusedException(
        ErrorCode.TOO_FREQUENT,
        "You are sending too fast. Please wait a moment.",
        null,
        retryAfter);
  }

  /// The same for another's chat and for none, so that nobody can find out which chats there are.
  public static RefusedException notFound() {
    return new RefusedException(ErrorCode.NOT_FOUND, "There is no such chat.");
  }

  public static RefusedException ended() {
    return new RefusedException(ErrorCode.ENDED, "This chat is over.");
  }

  /// It may go on ringing for the organization's own agents.
  public static RefusedException noCredit() {
    return new RefusedException(
        ErrorCode.NO_CREDIT, "The organization has no interaction credit that can be used.");
  }

  public static RefusedException onlyFor(String party) {
    return new RefusedException(ErrorCode.NOT_ALLOWED, "Only the " + party + " may do this.");
  }

  public ErrorCode code() {
    return code;
  }

  public String words() {
    return String.valueOf(getMessage());
  }

  public @Nullable String field() {
    return field;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
