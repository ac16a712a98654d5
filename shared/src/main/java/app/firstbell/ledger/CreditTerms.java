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
/// @param warns whether it is to be warned of when few are left: a chat has taken one, or a
///   threshold was set, since credits were last added or taken back by hand. Whoever did that knows
public record CreditTerms(
    long threshold,
    Optional<Instant> usableUntil,
    Optional<FeePeriod> fee,
    long epoch,
    boolean warns) {
  /// What a new organization's threshold is.
  public static final long USUAL_THRESHOLD = 10;

  public boolean isUsable(Instant now) {
    return usableUntil.filter(now::isBefore).isPresent();
  }
}
