package app.firstbell.purchase;

import app.firstbell.identity.Base32;
import app.firstbell.identity.Digest;
import app.firstbell.organization.TenantId;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The id of an order: 26 characters of base32, derived from who asked for it under which name, so
/// that a repeat of the request is the same order, however late it comes.
public record PurchaseId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  /// @throws IllegalArgumentException when `value` has another form
  public PurchaseId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "expected an order id of 26 of a-z 2-7, got " + value.length() + " chars");
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  /// What somebody asked for.
  ///
  /// @param identity what only this request has
  public static PurchaseId of(TenantId tenant, String identity) {
    byte[] digest = Digest.sha256("purchase\n" + tenant + "\n" + identity);
    return new PurchaseId(Base32.encode(Arrays.copyOf(digest, 16)));
  }

  @Override
  public String toString() {
    return value;
  }
}
