package app.firstbell.organization;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// To whom invoices go (P2).
///
/// @param ownName the billing name once it was set apart; null while it follows the organization's
/// @param taxId such as a VAT number, as the organization wrote it
public record Billing(@Nullable String ownName, @Nullable Address address, @Nullable String taxId) {
  public static final Billing NONE = new Billing(null, null, null);

  /// A postal address.
  ///
  /// @param country ISO 3166-1 alpha-2
  public record Address(
      String line1,
      @Nullable String line2,
      String city,
      @Nullable String region,
      @Nullable String postalCode,
      String country) {}

  /// The name on invoices: the organization's until it is set apart.
  public String name(String organization) {
    return Objects.requireNonNullElse(ownName, organization);
  }

  /// Whether the name on invoices follows the organization's.
  public boolean follows() {
    return ownName == null;
  }
}
