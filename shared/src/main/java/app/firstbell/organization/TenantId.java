package app.firstbell.organization;

import java.util.regex.Pattern;

/// The id of an organization, which leads every key of its data: 1 to 40 of `a-z 0-9 -`.
///
/// The form has no `#`, the separator of keys, so that no id can reach into another tenant's keys.
public record TenantId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /// The organization that runs the installation; resellers and direct customers belong to it.
  public static final TenantId PLATFORM = new TenantId("platform");

  /// @throws IllegalArgumentException when `value` has another form
  public TenantId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "expected an organization id of 1 to 40 of a-z 0-9 -, got " + value.length() + " chars");
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
