package app.firstbell.ledger;

import app.firstbell.dynamo.Item;
import app.firstbell.notice.Warning;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// When administrators are warned that interaction credits run out (K3): once below the threshold
/// and once at zero, in each epoch.
public final class CreditWatch {
  private CreditWatch() {}

  /// What a change of the balance is to be warned of. Only what went down warns, or a threshold
  /// that went up: an organization that never had a credit is told nothing.
  ///
  /// @param before the balance before the change
  public static Optional<Warning> judge(AccountBalance before, AccountBalance after) {
    if (!after.isOpen() || before.terms().isEmpty() || after.terms().isEmpty()) {
      return Optional.empty();
    }
    CreditTerms terms = after.terms().get();
    boolean isWorse =
        after.available() < before.available()
            || terms.threshold() > before.terms().get().threshold();
    if (!isWorse || terms.epoch() == 0) {
      return Optional.empty();
    }
    if (after.available() < 1) {
      return Optional.of(new Warning.CreditsGone(terms.epoch()));
    }
    return after.available() < terms.threshold()
        ? Optional.of(new Warning.CreditsLow(terms.epoch(), after.available(), terms.threshold()))
        : Optional.empty();
  }

  /// Holds as long as no credits were added since, and it is still below: a record of the stream
  /// that comes late must not warn of what is long over.
  public static TransactWriteItem still(String table, AccountBalance balance, Warning warning) {
    long below = warning instanceof Warning.CreditsLow low ? low.threshold() : 1;
    long epoch = balance.terms().map(CreditTerms::epoch).orElse(0L);
    return TransactWriteItem.builder()
        .conditionCheck(check ->
            check
                .tableName(table)
                .key(BalanceStore.key(balance.tenant(), balance.account()))
                .conditionExpression("epoch = :epoch AND available < :below")
                .expressionAttributeValues(
                    new Item().number(":epoch", epoch).number(":below", below).build()))
        .build();
  }
}
