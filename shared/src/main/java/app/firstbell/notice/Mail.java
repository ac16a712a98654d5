package app.firstbell.notice;

/// A mail as it goes out: plain text, and the same as simple HTML.
///
/// @param subject one line
public record Mail(String to, String subject, String text, String html) {
  /// @throws IllegalArgumentException when an address or the subject holds a line break, which
  ///   could begin a header of its own
  public Mail {
    if (hasControls(to) || hasControls(subject)) {
      throw new IllegalArgumentException(
          "expected an address and a subject without control characters");
    }
  }

  private static boolean hasControls(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }

  @Override
  public String toString() {
    return "Mail[…]";
  }
}
