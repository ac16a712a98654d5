package app.firstbell.ledger;

import app.firstbell.billing.FeePeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What a payment of the platform fee has changed: for which months it is paid, and was before. A
/// posting keeps it, since the months that a later payment adds depend on it, and the timezone in
/// which they end may become another.
///
/// @param before nothing when no fee was paid for yet
public record FeeChange(Optional<Term> before, Term after) {
  /// @param until the first instant for which the fee is not paid
  public record Term(FeePeriod period, Instant until) {
    private String text() {
      return period.anchor() + " " + period.months() + " " + until.toEpochMilli();
    }
  }

  /// @param credits the balance of the account `credits` before
  /// @param paid the months that are paid for afterwards
  /// @param zone of the organization, in which a month ends
  public static FeeChange of(AccountBalance credits, FeePeriod paid, ZoneId zone) {
    Optional<Term> before =
        credits
            .terms()
            .flatMap(terms ->
                terms.usableUntil().flatMap(until -> terms.fee().map(fee -> new Term(fee, until))));
    return new FeeChange(before, new Term(paid, paid.until(zone)));
  }

  String text() {
    return before.map(Term::text).orElse("-") + " " + after.text();
  }
}
