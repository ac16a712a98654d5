package app.firstbell.ledger;

import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The legs of each kind of posting. All amounts are above zero; which side they go to is decided
/// here and nowhere else.
///
/// @param id of the fact
public record Postings(TenantId tenant, PostingId id, Instant at, By by) {
  /// Money in advance.
  public Posting topUp(Amount money) {
    return posting(PostingKind.TOP_UP, received(money));
  }

  /// Money back: at most what is the organization's own, whatever its credit limit.
  public Posting withdrawal(Amount money) {
    return posting(PostingKind.WITHDRAWAL, negated(received(money)));
  }

  /// A debt is paid: at most all of it.
  public Posting debtPayment(Amount money) {
    return posting(PostingKind.DEBT_PAYMENT, received(money));
  }

  /// A pack whose price came from outside: the money is received and spent in one posting, so that
  /// the history shows both.
  public Posting packReceived(long credits, Amount price) {
    List<Leg> legs = new ArrayList<>(received(price));
    legs.addAll(spent(price));
    legs.addAll(issued(credits));
    return posting(PostingKind.PACK, legs);
  }

  /// A pack bought out of the wallet.
  public Posting packFromWallet(long credits, Amount price) {
    List<Leg> legs = new ArrayList<>(spent(price));
    legs.addAll(issued(credits));
    return posting(PostingKind.PACK, legs);
  }

  /// The platform fee, received from outside: money does not stay in the wallet.
  public Posting feeReceived(Amount fee) {
    List<Leg> legs = new ArrayList<>(received(fee));
    legs.addAll(spent(fee));
    return posting(PostingKind.FEE, legs);
  }

  public Posting creditsGranted(long credits) {
    return posting(PostingKind.CREDIT_GRANTED, issued(credits));
  }

  public Posting creditsWithdrawn(long credits) {
    return posting(PostingKind.CREDIT_WITHDRAWN, negated(issued(credits)));
  }

  /// What a chat costs, or whatever else was held.
  Posting chat(Hold hold) {
    Amount used = hold.amount();
    return posting(
            PostingKind.CHAT,
            List.of(new Leg(hold.account(), used.negated()), new Leg(LedgerAccount.CONSUMED, used)))
        .ofChat(hold.chat());
  }

  private Posting posting(PostingKind kind, List<Leg> legs) {
    return Posting.of(tenant, id, at, kind, by, legs);
  }

  private static List<Leg> received(Amount money) {
    return List.of(
        new Leg(LedgerAccount.WALLET, positive(money)),
        new Leg(LedgerAccount.CASH, money.negated()));
  }

  private static List<Leg> spent(Amount money) {
    return List.of(
        new Leg(LedgerAccount.WALLET, positive(money).negated()),
        new Leg(LedgerAccount.REVENUE, money));
  }

  private static List<Leg> issued(long credits) {
    Amount amount = positive(Amount.interactions(credits));
    return List.of(
        new Leg(LedgerAccount.CREDITS, amount), new Leg(LedgerAccount.ISSUED, amount.negated()));
  }

  private static List<Leg> negated(List<Leg> legs) {
    return legs.stream().map(Leg::negated).toList();
  }

  private static Amount positive(Amount amount) {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("expected an amount above zero, got " + amount);
    }
    return amount;
  }
}
