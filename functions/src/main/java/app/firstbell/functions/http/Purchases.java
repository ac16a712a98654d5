package app.firstbell.functions.http;

import app.firstbell.billing.CreditPack;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.purchase.PaymentMethod;
import app.firstbell.purchase.Purchase;
import app.firstbell.purchase.PurchaseId;
import app.firstbell.purchase.PurchaseStore;
import app.firstbell.purchase.Receipt;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.By;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Packs of interaction credits are ordered, received and cancelled (K1). A received one is one
/// posting, whose id comes of the order: it is received once, whoever says so and how often.
final class Purchases {
  private static final long LAST = 9_999_999_999_999L;

  private final Accounts accounts;
  private final Orders orders;
  private final PaymentDesk desk;

  Purchases(Accounts accounts, Orders orders, PaymentDesk desk) {
    this.accounts = accounts;
    this.orders = orders;
    this.desk = desk;
  }

  /// What can be bought.
  Answer packs(Call call) {
    String currency = accounts.of(call).locality().currency();
    List<PurchaseJson.Priced> priced = PurchaseJson.Priced.in(currency);
    if (priced.isEmpty()) {
      throw PurchaseJson.noPrice(currency);
    }
    return Http.json(200, json -> json.objects("items", priced, PurchaseJson::write));
  }

  /// The newest first.
  Answer list(Call call) {
    Account account = accounts.of(call);
    List<Purchase> sorted =
        orders.store().all(call.tenant()).stream()
            .sorted(Comparator.comparing(Purchases::position))
            .toList();
    Pages.Page<Purchase> page = Pages.of(call, sorted, Purchases::position);
    String payee = orders.payee(account);
    return Http.json(
        200,
        json -> {
          json.objects("items", page.items(), (one, order) -> write(one, order, payee));
          json.text("next", page.next());
        });
  }

  Answer order(Call call) {
    String request = call.payment().requestHash();
    Fields body = call.body("pack", "pay");
    CreditPack pack = Orders.pack(body);
    Pay pay =
        body.word("pay", Pay::of, "balance or invoice")
            .orElseThrow(() -> body.wrong("pay", "expected this field, got nothing"));
    PurchaseId id = new PurchaseId(PaymentDesk.id(call).value());
    Optional<Purchase> before = orders.store().purchase(call.tenant(), id);
    if (before.isPresent()) {
      return again(call, before.get());
    }
    Account account = open(call);
    Purchase order = orders.draft(account, id, pack, call.now(), request);
    return switch (pay) {
      case BALANCE -> paid(call, account, order);
      case INVOICE ->
          call.commit(
              orders.placing(account, order),
              told(call, account, "billing.pack-ordered", order),
              shown(account, order),
              _ -> Gate.keyReused());
    };
  }

  /// Paid out of the balance at once.
  private Answer paid(Call call, Account account, Purchase draft) {
    Purchase order = draft.received(new Receipt(call.now(), PaymentMethod.BALANCE, null));
    Posting posting =
        postings(call, order)
            .packFromWallet(order.credits(), order.price())
            .noting(null, order.id().value());
    return desk.post(
        call,
        new PaymentDesk.Wanted(
            posting,
            told(call, account, "billing.pack-received", order),
            shown(account, order),
            List.of(orders.store().creating(order)),
            _ -> Gate.keyReused()),
        new PaymentDesk.Before(_ -> again(call, order), _ -> Gate.keyReused()));
  }

  /// The money is there.
  Answer receive(Call call) {
    call.payment();
    Fields body = call.body("method", "reference");
    PaymentMethod method =
        body.word("method", PaymentMethod::fromOutside, "wire, check, cash or other")
            .orElseThrow(() -> body.wrong("method", "expected this field, got nothing"));
    String reference = body.text("reference", CustomerMoney.LONGEST_REFERENCE);
    Purchase order = named(call);
    Account account = open(call);
    Purchase received = order.received(new Receipt(call.now(), method, reference));
    Posting posting =
        postings(call, order)
            .packReceived(order.credits(), order.price())
            .noting(order.id().value(), reference);
    PaymentDesk.Before before =
        new PaymentDesk.Before(
            _ -> shown(account, orders.store().purchase(call.tenant(), order.id()).orElse(order)),
            _ -> notOpen(orders.store().purchase(call.tenant(), order.id()).orElse(order)));
    if (!order.isOpen()) {
      return desk.repeated(call, posting.id(), before).orElseThrow(() -> notOpen(order));
    }
    return desk.post(
        call,
        new PaymentDesk.Wanted(
            posting,
            told(call, account, "billing.pack-received", received),
            shown(account, received),
            List.of(orders.store().closing(received)),
            found -> notOpen(found.map(PurchaseStore::of).orElse(order))),
        before);
  }

  Answer cancel(Call call) {
    Purchase order = named(call);
    return switch (order.state()) {
      case CANCELLED -> Answer.noContent();
      case RECEIVED, REVERSED -> throw notOpen(order);
      case AWAITING_PAYMENT ->
          call.commit(
              List.of(orders.store().closing(order.cancelled())),
              told(call, accounts.of(call), "billing.pack-cancelled", order),
              Answer.noContent(),
              refused -> notOpen(refused.found().map(PurchaseStore::of).orElse(order)));
    };
  }

  /// How an order is paid.
  private enum Pay {
    BALANCE,
    INVOICE;

    static Optional<Pay> of(String word) {
      return List.of(values()).stream()
          .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }
  }

  private Answer again(Call call, Purchase there) {
    Purchase now = orders.store().purchase(call.tenant(), there.id()).orElse(there);
    if (!now.request().equals(call.payment().requestHash())) {
      throw Gate.keyReused();
    }
    return shown(accounts.of(call), now).with("Idempotency-Replayed", "true");
  }

  private Answer shown(Account account, Purchase order) {
    String payee = orders.payee(account);
    return Http.json(201, json -> write(json, order, payee));
  }

  private void write(JsonObjectWriter json, Purchase order, String payee) {
    PurchaseJson.write(json, order, orders.begun(order, payee));
  }

  /// The order that the path names.
  private Purchase named(Call call) {
    return Optional.of(call.path("purchase"))
        .filter(PurchaseId::isValid)
        .flatMap(id -> orders.store().purchase(call.tenant(), new PurchaseId(id)))
        .orElseThrow(Problem::absent);
  }

  private Account open(Call call) {
    Account account = accounts.of(call);
    Accounts.permitted(() -> Amending.notDeleted(account));
    return account;
  }

  private static Problem notOpen(Purchase order) {
    Receipt receipt = order.receipt();
    String received = receipt == null ? "" : ", on " + receipt.at();
    return Problem.of(
        Slug.STATE,
        switch (order.state()) {
          case CANCELLED -> "The order was cancelled: order anew.";
          case REVERSED -> "The order was received in error" + received + ": order anew.";
          case RECEIVED, AWAITING_PAYMENT -> "The order was received before" + received + ".";
        });
  }

  private static Postings postings(Call call, Purchase order) {
    return new Postings(
        call.tenant(),
        PostingId.ofOrder(call.tenant(), order.id().value()),
        call.now(),
        By.of(call.actor(), call.tenant()));
  }

  private static Act told(Call call, Account account, String what, Purchase order) {
    Receipt receipt = order.receipt();
    return CustomerMoney.about(call, account, what)
        .with("pack", order.pack())
        .with("credits", Long.toString(order.credits()))
        .with("amount", order.price().text())
        .with("order", order.id().value())
        .with("method", receipt == null ? null : receipt.method().word())
        .with("reference", receipt == null ? null : receipt.reference());
  }

  private static String position(Purchase order) {
    return String.format(Locale.ROOT, "%013d", LAST - order.createdAt().toEpochMilli())
        + order.id();
  }
}
