package app.firstbell.ledger;

import app.firstbell.billing.FeePeriod;
import java.time.Instant;
import java.util.Optional;

/// Under which terms interaction credits are used.
///
/// @param threshold below so many the organization is told; 0 for never
/// @param usableUntil until when the platform fee is paid, exclusive; nothing while it never was
/// @param fee what was paid for
/// @param epoch how often credits were added: 0 before the first time. Notices are told once in an
///   epoch, so that a purchase arms them again
public record CreditTerms(
    long threshold, Optional<Instant> usableUntil, Optional<FeePeriod> fee, long epoch) {
  /// What a new organization's threshold is.
  public static final long USUAL_THRESHOLD = 10;

  public boolean isUsable(Instant now) {
    return usableUntil.filter(now::isBefore).isPresent();
  }
}
