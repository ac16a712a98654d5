package app.firstbell.organization;

import java.util.regex.Pattern;

/// The id of a room within its organization: 1 to 40 of `a-z 0-9 -`, such as `general`.
public record RoomId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /// The room that every organization has; it is shown as GENERAL.
  public static final RoomId GENERAL = new RoomId("general");

  /// Where a reseller's or the platform's operators are shown. No organization can have a room of
  /// this id.
  public static final RoomId OPERATORS = new RoomId("operators");

  /// @throws IllegalArgumentException when `value` has another form
  public RoomId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "expected a room id of 1 to 40 of a-z 0-9 -, got " + value.length() + " chars");
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
