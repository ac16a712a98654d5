package app.firstbell.functions.stream;

import app.firstbell.dynamo.Contention;
import app.firstbell.functions.Environment;
import app.firstbell.ledger.CreditWatch;
import app.firstbell.notice.Warnings;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Warns administrators of interaction credits that run out, unless they were warned of it before
/// or have bought meanwhile.
public final class CreditWarnings {
  private final String table;
  private final Warnings warnings;
  private final InstantSource clock;

  /// @param table `Accounts`
  public CreditWarnings(
      DynamoDbClient client, String table, Contention contention, InstantSource clock) {
    this.table = table;
    this.warnings = new Warnings(client, table, contention);
    this.clock = clock;
  }

  static CreditWarnings ofEnvironment() {
    return new CreditWarnings(
        Environment.dynamoDb(),
        Environment.variable("ACCOUNTS_TABLE"),
        Environment.contention(),
        Environment.CLOCK);
  }

  /// A repeat warns of nothing.
  void give(Outgoing.Warn warn) {
    warnings.give(
        warn.balance().tenant(),
        warn.warning(),
        clock.instant(),
        List.of(CreditWatch.still(table, warn.balance(), warn.warning())));
  }
}
