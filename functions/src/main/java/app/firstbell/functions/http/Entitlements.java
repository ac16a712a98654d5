package app.firstbell.functions.http;

import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.organization.Account;
import app.firstbell.transaction.Answer;
import app.firstbell.use.Allowance;
import app.firstbell.use.UseStore;
import java.util.Optional;

/// "3 of 500 chats used" (A11), and where operators answer, how many credits are left.
final class Entitlements {
  private final Accounts accounts;
  private final UseStore uses;
  private final BalanceStore balances;

  Entitlements(Accounts accounts, UseStore uses, BalanceStore balances) {
    this.accounts = accounts;
    this.uses = uses;
    this.balances = balances;
  }

  Answer read(Call call) {
    Account account = accounts.of(call);
    Allowance chats =
        Allowance.of(
            account.plan(),
            account.locality().zone(),
            uses.use(account.id(), account.locality(), call.now()),
            call.now());
    Optional<AccountBalance> credits =
        account.service().operators().isEmpty()
            ? Optional.empty()
            : balances.glance(account.id(), LedgerAccount.CREDITS);
    return Http.json(
        200,
        json -> {
          json.text("package", account.service().sold().word())
              .object(
                  "chats",
                  it -> {
                    it.number("used", chats.used());
                    chats.of().ifPresent(of -> it.number("of", of));
                    it.text("month", chats.month().toString())
                        .instant("until", chats.month().until())
                        .text("state", chats.state().word());
                  });
          if (account.service().operators().isPresent()) {
            json.object("credits", it -> BalanceJson.credits(it, credits, call.now()));
          }
        });
  }
}
