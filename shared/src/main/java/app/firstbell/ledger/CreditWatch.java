package app.firstbell.ledger;

import app.firstbell.dynamo.Item;
import app.firstbell.notice.Warning;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// When administrators are warned that interaction credits run out (K3): once below the threshold
/// and once at zero, in each epoch.
///
/// What is posted counts, not what is available: a credit that a chat has reserved comes back when
/// the operator writes nothing, and "none left" must be true.
public final class CreditWatch {
  private CreditWatch() {}

  /// What a balance is to be warned of as it stands. An organization that never had a credit is
  /// told nothing, and so is one whose credits were last moved by hand.
  public static Optional<Warning> judge(AccountBalance balance) {
    return balance
        .terms()
        .filter(terms -> balance.isOpen() && terms.warns() && terms.epoch() > 0)
        .flatMap(terms -> judge(balance.posted(), terms));
  }

  /// What a change of the balance is to be warned of: whatever chats took, or a threshold that went
  /// up.
  ///
  /// @param before the balance before the change
  public static Optional<Warning> judge(AccountBalance before, AccountBalance after) {
    boolean isWorse = after.posted() < before.posted() || threshold(after) > threshold(before);
    return isWorse ? judge(after) : Optional.empty();
  }

  private static Optional<Warning> judge(long left, CreditTerms terms) {
    if (left < 1) {
      return Optional.of(new Warning.CreditsGone(terms.epoch()));
    }
    return left < terms.threshold()
        ? Optional.of(new Warning.CreditsLow(terms.epoch(), left, terms.threshold()))
        : Optional.empty();
  }

  private static long threshold(AccountBalance balance) {
    return balance.terms().map(CreditTerms::threshold).orElse(0L);
  }

  /// Holds as long as nobody has added credits since, or taken them back, and it is still below: a
  /// record of the stream that comes late must not warn of what is long over.
  public static TransactWriteItem still(String table, AccountBalance balance, Warning warning) {
    long below = warning instanceof Warning.CreditsLow low ? low.threshold() : 1;
    long epoch = balance.terms().map(CreditTerms::epoch).orElse(0L);
    return TransactWriteItem.builder()
        .conditionCheck(check ->
            check
                .tableName(table)
                .key(BalanceStore.key(balance.tenant(), balance.account()))
                .conditionExpression("epoch = :epoch AND posted < :below AND warns = :one")
                .expressionAttributeValues(
                    new Item()
                        .number(":epoch", epoch)
                        .number(":below", below)
                        .number(":one", 1)
                        .build()))
        .build();
  }
}
