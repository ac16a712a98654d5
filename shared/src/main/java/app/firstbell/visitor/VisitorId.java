package app.firstbell.visitor;

import java.util.regex.Pattern;

/// The id of a visitor: 26 characters of base32, made at random when the visitor first acts.
public record VisitorId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  /// @throws IllegalArgumentException when `value` has another form
  public VisitorId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "expected a visitor id of 26 of a-z 2-7, got " + value.length() + " chars");
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
