package app.firstbell.ledger;

import java.util.Locale;

/// How it stands with an organization's interaction credits.
public enum CreditState {
  OK,
  /// Fewer than the threshold that the organization has set (K3).
  LOW,
  /// None left: operators do not ring.
  GONE,
  /// The platform fee is not paid: none is lost, and none can be used (K1).
  FROZEN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
