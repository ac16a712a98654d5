package app.firstbell.organization;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

/// Whether an organization may go (P5): with its balance at exactly zero, the platform never.
public final class Deleting {
  private Deleting() {}

  /// @throws RefusalException when something is left, saying which and how much
  public static Account decide(Account account, Balance balance, Instant at) {
    if (account.kind() == OrganizationKind.PLATFORM) {
      throw new RefusalException(Refusal.STATE, "The platform stays.");
    }
    Amending.notDeleted(account);
    if (!balance.isSettled()) {
      throw new RefusalException(Refusal.BALANCE_NOT_ZERO, sentence(balance));
    }
    return account.deleted(at);
  }

  private static String sentence(Balance balance) {
    String amount = amount(Math.absExact(balance.minor()), balance.currency());
    return switch (balance.means()) {
      case CREDIT ->
          "There are credits of " + amount + " left: withdraw them, then delete the organization.";
      case DEBT ->
          "There is a debt of " + amount + " left: clear it, then delete the organization.";
      case SETTLED -> throw new IllegalArgumentException("a settled balance is no obstacle");
    };
  }

  /// Minor units as people write them: 1250 of EUR is `12.50 EUR`.
  private static String amount(long minor, String currency) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return BigDecimal.valueOf(minor, digits).toPlainString() + " " + currency;
  }
}
