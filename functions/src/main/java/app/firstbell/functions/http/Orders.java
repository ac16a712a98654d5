package app.firstbell.functions.http;

import app.firstbell.billing.CreditPack;
import app.firstbell.identity.Link;
import app.firstbell.identity.Links;
import app.firstbell.notice.OrderMail;
import app.firstbell.organization.Account;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.purchase.Payments;
import app.firstbell.purchase.Purchase;
import app.firstbell.purchase.PurchaseId;
import app.firstbell.purchase.PurchaseStore;
import app.firstbell.transaction.Writes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Orders that await their payment: made the same way by an administrator and by a mailed link.
final class Orders {
  /// More open ones nobody needs, and a link must not fill the table.
  private static final int MOST_OPEN = 20;

  private final PurchaseStore store;
  private final OrganizationStore organizations;
  private final Payments payments;
  private final Writes writes;

  Orders(PurchaseStore store, OrganizationStore organizations, Payments payments, String table) {
    this.store = store;
    this.organizations = organizations;
    this.payments = payments;
    this.writes = new Writes(table);
  }

  PurchaseStore store() {
    return store;
  }

  static CreditPack pack(Fields body) {
    return body.word("pack", CreditPack::of, "a pack such as " + CreditPack.ALL.getFirst().id())
        .orElseThrow(() -> body.wrong("pack", "expected this field, got nothing"));
  }

  /// A new order, which stands nowhere yet.
  ///
  /// @param request SHA-256 of the request that asks for it
  Purchase draft(Account account, PurchaseId id, CreditPack pack, Instant at, String request) {
    var priced = PurchaseJson.Priced.of(pack, account.locality().currency());
    return Purchase.ordered(
        account.id(), id, pack.id(), pack.credits(), priced.price(), at, request);
  }

  /// The writes of an order that is to be paid: the order, and the mail that says how.
  ///
  /// @throws Problem when too many await their payment
  List<TransactWriteItem> placing(Account account, Purchase order) {
    if (store.all(account.id()).stream().filter(Purchase::isOpen).count() >= MOST_OPEN) {
      throw Problem.of(
          Slug.STATE,
          "There are " + MOST_OPEN + " orders that await their payment: pay or cancel them first.");
    }
    Payments.Begun begun = payments.begin(order, payee(account));
    Link mailed =
        Links.renewal(
            account.id(),
            order.id().value(),
            OrderMail.payload(
                order,
                switch (begun) {
                  case Payments.Begun.AwaitsReceipt awaits -> awaits.instructions();
                }),
            order.createdAt());
    return List.of(store.creating(order), writes.put(Links.renewing(mailed)));
  }

  /// How an order is to be paid.
  ///
  /// @param payee to whom, see [#payee]
  Payments.Begun begun(Purchase order, String payee) {
    return payments.begin(order, payee);
  }

  /// The name of the organization that is owed what an organization pays.
  String payee(Account account) {
    return Optional.ofNullable(account.parent())
        .flatMap(parent -> Accounts.glance(organizations, parent))
        .map(Account::name)
        .orElse("your reseller");
  }
}
