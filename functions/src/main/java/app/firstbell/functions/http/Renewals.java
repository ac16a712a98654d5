package app.firstbell.functions.http;

import app.firstbell.billing.CreditPack;
import app.firstbell.identity.Digest;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Link;
import app.firstbell.identity.LinkKind;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.CreditTerms;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.organization.Account;
import app.firstbell.organization.OrganizationState;
import app.firstbell.purchase.Purchase;
import app.firstbell.purchase.PurchaseId;
import app.firstbell.purchase.PurchaseState;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.util.List;
import java.util.Optional;

/// What a mailed renewal link opens, signed in or not (K3): it shows what is left and orders a
/// pack. It never spends the balance.
final class Renewals {
  private final IdentityParts parts;
  private final BalanceStore balances;
  private final Orders orders;
  private final Ids ids;

  Renewals(IdentityParts parts, BalanceStore balances, Orders orders, Ids ids) {
    this.parts = parts;
    this.balances = balances;
    this.orders = orders;
    this.ids = ids;
  }

  Answer look(Call call) {
    Account account = account(link(call, call.body("token")));
    String currency = account.locality().currency();
    List<PurchaseJson.Priced> packs = PurchaseJson.Priced.in(currency);
    if (packs.isEmpty()) {
      throw PurchaseJson.noPrice(currency);
    }
    Optional<AccountBalance> credits = credits(account);
    return Http.json(
        200,
        json ->
            json.object(
                    "organization",
                    it ->
                        it.text("name", account.name())
                            .text("timezone", account.locality().timezone()))
                .object("credits", it -> BalanceJson.credits(it, credits, call.now()))
                .objects("packs", packs, PurchaseJson::write));
  }

  /// The same link and pack are the same order as long as it can be paid: a second click orders
  /// nothing more.
  Answer order(Call call) {
    Fields body = call.body("token", "pack");
    Link link = link(call, body);
    CreditPack pack = Orders.pack(body);
    Account account = account(link);
    long epoch = credits(account).flatMap(AccountBalance::terms).map(CreditTerms::epoch).orElse(0L);
    for (int attempt = 0; ; attempt++) {
      String identity = String.join("|", "renewal", link.id(), pack.id(), "" + epoch, "" + attempt);
      PurchaseId id = PurchaseId.of(account.id(), identity);
      Optional<Purchase> before = orders.store().purchase(account.id(), id);
      if (before.isPresent() && before.get().state() != PurchaseState.AWAITING_PAYMENT) {
        // Cancelled, or received just now.
        continue;
      }
      Purchase order =
          before.orElseGet(() -> orders.draft(account, id, pack, call.now(), Digest.hex(identity)));
      if (before.isEmpty()) {
        place(call, account, order);
      }
      String payee = orders.payee(account);
      return Http.json(201, json -> PurchaseJson.write(json, order, orders.begun(order, payee)));
    }
  }

  /// Whoever places the same at the same moment has placed it.
  private void place(Call call, Account account, Purchase order) {
    Act act =
        Act.of(
                account.id(),
                call.now(),
                ids.id(),
                Application.BILLING,
                "billing.pack-ordered",
                By.SYSTEM)
            .on("organization", account.id().value(), account.name())
            .with("pack", order.pack())
            .with("credits", Long.toString(order.credits()))
            .with("amount", order.price().text())
            .with("order", order.id().value())
            .with("by", "renewal link");
    Outcome outcome =
        parts.transactions().commit(Transaction.of(orders.placing(account, order), act));
    if (!(outcome instanceof Outcome.Committed)
        && orders.store().purchase(account.id(), order.id()).isEmpty()) {
      throw Problem.busy();
    }
  }

  private Link link(Call call, Fields body) {
    return parts
        .links()
        .find(body.secret("token", Redeemed.LONGEST_LINK), LinkKind.RENEWAL, call.now())
        .orElseThrow(Problem::linkUsed);
  }

  /// Who is suspended or deleted buys nothing.
  private Account account(Link link) {
    return parts
        .organizations()
        .account(link.tenant())
        .filter(account -> account.state() == OrganizationState.ACTIVE)
        .orElseThrow(Problem::linkUsed);
  }

  private Optional<AccountBalance> credits(Account account) {
    return balances.balance(account.id(), LedgerAccount.CREDITS);
  }
}
