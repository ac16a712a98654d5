package app.firstbell.credit;

import app.firstbell.dynamo.Contention;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.CreditWatch;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.notice.Warning;
import app.firstbell.notice.Warnings;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Warns administrators of interaction credits that run out, unless they were warned of it before
/// or have bought meanwhile.
///
/// Nobody is warned whom it does not concern: without operators no credit is needed, and while an
/// organization is suspended its renewal link opens nothing. Whoever comes back is warned by the
/// next [#look].
public final class CreditWarnings {
  private final String table;
  private final OrganizationStore organizations;
  private final BalanceStore balances;
  private final Warnings warnings;
  private final InstantSource clock;

  /// @param table `Accounts`
  public CreditWarnings(
      DynamoDbClient client, String table, Contention contention, InstantSource clock) {
    this.table = table;
    this.organizations = new OrganizationStore(client, table);
    this.balances = new BalanceStore(client, table);
    this.warnings = new Warnings(client, table, contention);
    this.clock = clock;
  }

  /// Warns of what a change has brought. A repeat warns of nothing.
  ///
  /// @param balance after the change
  public Warnings.Given give(AccountBalance balance, Warning warning) {
    return isConcerned(balance.tenant())
        ? warnings.give(
            balance.tenant(),
            warning,
            clock.instant(),
            List.of(CreditWatch.still(table, balance, warning)))
        : Warnings.Given.STALE;
  }

  /// Warns of how it stands, if nobody was warned of that yet: the record of the change was given
  /// up, or whom the mail is for could not be found then.
  ///
  /// @return whether a warning was given
  public boolean look(TenantId tenant) {
    return isConcerned(tenant)
        && balances
            .balance(tenant, LedgerAccount.CREDITS)
            .flatMap(balance -> CreditWatch.judge(balance).map(it -> give(balance, it)))
            .filter(given -> given == Warnings.Given.NOW)
            .isPresent();
  }

  private boolean isConcerned(TenantId tenant) {
    return organizations
        .organization(tenant)
        .filter(it -> it.isOpen() && it.service().operators().isPresent())
        .isPresent();
  }
}
