package app.firstbell.functions.http;

import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.organization.Account;
import app.firstbell.transaction.Answer;
import java.util.function.Consumer;

/// Shows balances as they are now.
final class BalanceView {
  private final BalanceStore balances;

  BalanceView(BalanceStore balances) {
    this.balances = balances;
  }

  Answer shown(Call call, Account account) {
    var all = balances.balances(call.tenant());
    return Http.json(200, json -> BalanceJson.write(json, account, all, call.now()));
  }

  /// A posting's answer with the balance that it has changed. The balance is no part of what is
  /// kept for a repeat: by then it may be another.
  Answer beside(Call call, Answer posted) {
    if (posted.status() != 201) {
      return posted;
    }
    return Json.object(posted.body()).array("legs").orElseThrow().stream()
        .map(leg -> ((JsonValue.Obj) leg).text("account").orElseThrow())
        .flatMap(word -> LedgerAccount.of(word).stream())
        .filter(LedgerAccount::isGuarded)
        .findFirst()
        .flatMap(account -> balances.balance(call.tenant(), account))
        .map(balance ->
            with(posted, json -> json.object("balance", it -> BalanceJson.write(it, balance))))
        .orElse(posted);
  }

  private static Answer with(Answer answer, Consumer<JsonObjectWriter> more) {
    String end = Json.write(more);
    String body = answer.body();
    return answer.withBody(body.substring(0, body.length() - 1) + "," + end.substring(1));
  }
}
