package app.firstbell.functions.http;

import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Entry;
import app.firstbell.ledger.FeeChange;
import app.firstbell.ledger.History;
import app.firstbell.ledger.HistoryPage;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.PostingKind;
import app.firstbell.purchase.PurchaseStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What goes back with a posting that is reversed, in the same transaction: the months of a fee,
/// and the order that a pack was received for.
final class Undoing {
  private static final int CHUNK = 250;

  private final BalanceStore balances;
  private final PurchaseStore orders;
  private final History history;

  Undoing(BalanceStore balances, PurchaseStore orders, History history) {
    this.balances = balances;
    this.orders = orders;
    this.history = history;
  }

  /// @throws Problem for a fee that does not say which months it paid for
  List<TransactWriteItem> beside(Call call, Posting earlier) {
    return switch (earlier.kind()) {
      case FEE -> List.of(balances.takingBackFee(call.tenant(), months(earlier)));
      case PACK ->
          orders.receivedBy(call.tenant(), earlier.id()).map(orders::reversing).stream().toList();
      case TOP_UP, WITHDRAWAL, DEBT_PAYMENT, CREDIT_GRANTED, CREDIT_WITHDRAWN, CHAT, REVERSAL ->
          List.of();
    };
  }

  /// Why one of those writes was refused: somebody else was quicker, with a later fee or with the
  /// same.
  Problem refused(Call call, Posting earlier) {
    return Optional.of(earlier)
        .filter(posting -> posting.kind() == PostingKind.FEE)
        .flatMap(fee -> later(call, fee))
        .map(fee ->
            Problem.of(
                Slug.STATE,
                "The fee of "
                    + fee.at()
                    + " was paid later, and its months count from these: reverse it first, the"
                    + " posting "
                    + fee.posting()
                    + "."))
        .orElseGet(Problem::busy);
  }

  /// The last fee that was paid since, and is not reversed.
  private Optional<Entry> later(Call call, Posting earlier) {
    Set<PostingId> reversed = new HashSet<>(Set.of(earlier.id()));
    Optional<String> next = Optional.empty();
    do {
      Optional<HistoryPage> page =
          history.page(
              call.tenant(),
              LedgerAccount.WALLET,
              earlier.at(),
              AccountHistory.Range.LAST,
              next,
              CHUNK);
      for (HistoryPage.Line line : page.map(HistoryPage::lines).orElse(List.of())) {
        Entry entry = line.entry();
        PostingId reverses = entry.note().reverses();
        if (reverses != null) {
          reversed.add(reverses);
        } else if (entry.kind() == PostingKind.FEE && !reversed.contains(entry.posting())) {
          return Optional.of(entry);
        }
      }
      next = page.flatMap(HistoryPage::next);
    } while (next.isPresent());
    return Optional.empty();
  }

  private static FeeChange months(Posting fee) {
    FeeChange months = fee.note().fee();
    if (months == null) {
      throw Problem.of(
          Slug.STATE, "This fee does not say which months it paid for: it is not reversed.");
    }
    return months;
  }
}
