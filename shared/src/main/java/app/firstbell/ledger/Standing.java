package app.firstbell.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One thing that stands in the way of deleting an organization (P5).
///
/// @param amount above zero
public record Standing(LedgerAccount account, Amount amount, Means means) {
  /// What the amount is.
  public enum Means {
    /// The organization's.
    CREDIT,
    /// Owed by it.
    DEBT,
    /// Set aside for chats that go on.
    RESERVED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Everything in the way, in the order of the accounts; empty when the organization may go.
  public static List<Standing> of(Collection<AccountBalance> balances) {
    List<Standing> all = new ArrayList<>();
    for (AccountBalance balance : balances) {
      if (balance.posted() != 0) {
        all.add(left(balance.account(), balance.postedAmount()));
      }
      if (balance.pending() != 0) {
        all.add(new Standing(balance.account(), balance.pendingAmount(), Means.RESERVED));
      }
    }
    return List.copyOf(all);
  }

  /// What is left on an account, as credit or as debt.
  ///
  /// @param amount not zero
  public static Standing left(LedgerAccount account, Amount amount) {
    return new Standing(
        account, amount.absolute(), amount.isPositive() ? Means.CREDIT : Means.DEBT);
  }

  /// What is in the way and what to do about it, as a sentence for each.
  ///
  /// @param standing at least one
  public static String sentence(List<Standing> standing) {
    return standing.stream().map(Standing::sentence).collect(Collectors.joining(" "));
  }

  private String sentence() {
    return switch (means) {
      case CREDIT ->
          (account == LedgerAccount.CREDITS
                  ? "There are interaction credits left (" + amount.text() + "): "
                  : "There are credits of " + amount.text() + " left: ")
              + "withdraw them, then delete the organization.";
      case DEBT ->
          "There is a debt of " + amount.text() + " left: clear it, then delete the organization.";
      case RESERVED ->
          "Chats with operators go on ("
              + amount.text()
              + " reserved): wait until they have ended"
              + " and are counted, then delete the organization.";
    };
  }

  @Override
  public String toString() {
    return account.word() + " " + amount + " " + means.name().toLowerCase(Locale.ROOT);
  }
}
