package app.firstbell.identity;

import java.util.regex.Pattern;

/// The id of a session within its organization: 26 characters of base32. It is no secret: nobody
/// gets in by it.
public record SessionId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  /// @throws IllegalArgumentException when `value` has another form
  public SessionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "expected a session id of 26 of a-z 2-7, got " + value.length() + " chars");
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
