package app.firstbell.presence;

import java.util.regex.Pattern;

/// The id that a console has made for the computer it runs on: 1 to 64 of `A-Z a-z 0-9 _ -`.
public record Computer(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /// @throws IllegalArgumentException when `value` has another form
  public Computer {
    if (!isValid(value)) {
      throw new IllegalArgumentException("expected a computer's id of 1 to 64 of A-Z a-z 0-9 _ -");
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }
}
