package app.firstbell.ledger;

import app.firstbell.identity.Base32;
import app.firstbell.identity.Digest;
import app.firstbell.organization.TenantId;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The id of a posting: 26 characters of base32, derived from the identity of the fact. A repeat of
/// the same fact has the same id, however late it comes and whoever brings it; so the posting
/// itself is what makes it idempotent, and no time to live ends that.
public record PostingId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  /// @throws IllegalArgumentException when `value` has another form
  public PostingId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "expected a posting id of 26 of a-z 2-7, got " + value.length() + " chars");
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  /// What somebody asked for under an `Idempotency-Key`.
  ///
  /// @param principal who asked, such as `member:marta`
  public static PostingId ofRequest(TenantId tenant, String principal, String key) {
    return derived("request", tenant, principal + "|" + key);
  }

  /// The receipt of an order's payment.
  public static PostingId ofOrder(TenantId tenant, String order) {
    return derived("order", tenant, order);
  }

  /// The chat that a hold was made for.
  public static PostingId ofHold(TenantId tenant, String hold) {
    return derived("hold", tenant, hold);
  }

  /// The reversal of a posting, of which there is at most one.
  public static PostingId ofReversal(TenantId tenant, PostingId reversed) {
    return derived("reversal", tenant, reversed.value());
  }

  /// Any other fact.
  ///
  /// @param kind what sort of fact, so that none meets another's name
  /// @param identity what only this fact has
  public static PostingId derived(String kind, TenantId tenant, String identity) {
    byte[] digest = Digest.sha256("posting\n" + kind + "\n" + tenant + "\n" + identity);
    return new PostingId(Base32.encode(Arrays.copyOf(digest, 16)));
  }

  @Override
  public String toString() {
    return value;
  }
}
