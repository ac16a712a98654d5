package app.firstbell.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The accounts of an organization. Two are guarded: their balance is a row, and a posting that
/// would bring it below its floor is refused. The others are the platform's side of the same
/// postings: their balance is the sum of their entries and nothing else, so that no row of the
/// platform's is in the way of two organizations that post at once.
public enum LedgerAccount {
  /// Money between the organization and its reseller: above zero its credit, below its debt.
  WALLET(Kind.GUARDED, Counts.MONEY),
  /// Interaction credits (K1).
  CREDITS(Kind.GUARDED, Counts.INTERACTIONS),
  /// Money received and given back, outside of Firstbell.
  CASH(Kind.FREE, Counts.MONEY),
  /// What the organization has paid for.
  REVENUE(Kind.FREE, Counts.MONEY),
  /// Credits given out.
  ISSUED(Kind.FREE, Counts.INTERACTIONS),
  /// Credits that chats have used.
  CONSUMED(Kind.FREE, Counts.INTERACTIONS);

  /// Those with a balance row.
  public static final List<LedgerAccount> GUARDED = List.of(WALLET, CREDITS);

  private enum Kind {
    GUARDED,
    FREE
  }

  private enum Counts {
    MONEY,
    INTERACTIONS
  }

  private final Kind kind;
  private final Counts counts;

  LedgerAccount(Kind kind, Counts counts) {
    this.kind = kind;
    this.counts = counts;
  }

  public boolean isGuarded() {
    return kind == Kind.GUARDED;
  }

  /// Whether amounts of `unit` can be entered here.
  public boolean takes(Unit unit) {
    return switch (counts) {
      case MONEY -> unit.isMoney();
      case INTERACTIONS -> !unit.isMoney();
    };
  }

  /// As it stands in keys and in the API.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<LedgerAccount> of(String word) {
    return Arrays.stream(values()).filter(account -> account.word().equals(word)).findFirst();
  }

  /// @throws IllegalArgumentException when there is no such account
  static LedgerAccount known(String word) {
    return of(word)
        .orElseThrow(() -> new IllegalArgumentException("expected a ledger account, got " + word));
  }
}
