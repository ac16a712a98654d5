package app.firstbell.organization;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The three kinds of organization: a customer belongs to a reseller or to the platform, a reseller
/// to the platform.
public enum OrganizationKind {
  CUSTOMER,
  RESELLER,
  /// Exactly one, [TenantId#PLATFORM].
  PLATFORM;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<OrganizationKind> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
