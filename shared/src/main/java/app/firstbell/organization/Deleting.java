package app.firstbell.organization;

import app.firstbell.ledger.Standing;
import java.time.Instant;
import java.util.List;

/// Whether an organization may go (P5): with its balances at exactly zero, the platform never.
public final class Deleting {
  private Deleting() {}

  /// @param standing what is left on its accounts
  /// @throws RefusalException when something is left, saying which and how much
  public static Account decide(Account account, List<Standing> standing, Instant at) {
    if (account.kind() == OrganizationKind.PLATFORM) {
      throw new RefusalException(Refusal.STATE, "The platform stays.");
    }
    Amending.notDeleted(account);
    if (!standing.isEmpty()) {
      throw new RefusalException(Refusal.BALANCE_NOT_ZERO, Standing.sentence(standing));
    }
    return account.deleted(at);
  }
}
