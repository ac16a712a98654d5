package app.firstbell.functions.http;

import app.firstbell.json.JsonObjectWriter;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.CreditState;
import app.firstbell.ledger.CreditTerms;
import app.firstbell.ledger.HistoryPage;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Leg;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Standing;
import app.firstbell.organization.Account;
import app.firstbell.organization.Balance;
import app.firstbell.organization.Pricing;
import app.firstbell.transaction.By;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Money and credits as the API writes them.
final class BalanceJson {
  private BalanceJson() {}

  /// What an organization has, all of it.
  ///
  /// @param balances its accounts; one that was never opened has nothing on it
  static void write(
      JsonObjectWriter json, Account account, List<AccountBalance> balances, Instant now) {
    Optional<AccountBalance> wallet = of(balances, LedgerAccount.WALLET);
    String currency =
        wallet.map(it -> it.unit().code()).orElseGet(() -> account.locality().currency());
    Balance balance =
        new Balance(wallet.map(AccountBalance::available).orElse(0L), currency, account.pricing());
    json.text("currency", balance.currency())
        .number("minor", balance.minor())
        .text("pricing", balance.pricing().word())
        .text("means", balance.means().word())
        .object(
            "wallet",
            it -> {
              it.text("currency", currency);
              numbers(it, wallet);
              if (account.pricing() == Pricing.POSTPAID) {
                it.number("limit", wallet.map(found -> -found.floor()).orElse(0L));
              }
            })
        .object(
            "credits",
            it -> {
              Optional<AccountBalance> credits = of(balances, LedgerAccount.CREDITS);
              it.number("posted", credits.map(AccountBalance::posted).orElse(0L));
              credits(it, credits, now);
            })
        .text("package", account.service().sold().word());
    account.service().operators().ifPresent(it -> json.text("operators", it.value()));
  }

  /// Interaction credits: how many are free, and whether they can be used.
  static void credits(JsonObjectWriter json, Optional<AccountBalance> credits, Instant now) {
    Optional<CreditTerms> terms = credits.flatMap(AccountBalance::terms);
    json.number("reserved", credits.map(AccountBalance::pending).orElse(0L))
        .number("available", credits.map(AccountBalance::available).orElse(0L))
        .number("threshold", terms.map(CreditTerms::threshold).orElse(0L))
        .instant("usableUntil", terms.flatMap(CreditTerms::usableUntil).orElse(null))
        .text("state", credits.map(it -> it.creditState(now)).orElse(CreditState.FROZEN).word());
  }

  /// One account, as it is now.
  static void write(JsonObjectWriter json, AccountBalance balance) {
    json.text("account", balance.account().word()).text("unit", balance.unit().code());
    numbers(json, Optional.of(balance));
  }

  static void write(JsonObjectWriter json, Posting posting) {
    PostingId reverses = posting.note().reverses();
    json.text("id", posting.id().value())
        .instant("at", posting.at())
        .text("kind", posting.kind().word())
        .object("by", by -> write(by, posting.by()))
        .objects("legs", posting.legs(), BalanceJson::write)
        .text("memo", posting.note().memo())
        .text("reference", posting.note().reference())
        .text("reverses", reverses == null ? null : reverses.value());
  }

  static void write(JsonObjectWriter json, HistoryPage.Line line) {
    var entry = line.entry();
    PostingId reverses = entry.note().reverses();
    json.text("id", entry.posting().value())
        .instant("at", entry.at())
        .text("kind", entry.kind().word())
        .number("minor", entry.amount().minor())
        .number("after", line.after().minor())
        .text("memo", entry.note().memo())
        .text("reference", entry.note().reference())
        .object("by", by -> write(by, entry.by()))
        .text("chat", entry.note().chat())
        .text("reverses", reverses == null ? null : reverses.value());
  }

  /// What is in the way.
  static void write(JsonObjectWriter json, Standing standing) {
    amount(json.text("account", standing.account().word()), standing.amount())
        .text("means", standing.means().word());
  }

  private static void write(JsonObjectWriter json, Leg leg) {
    amount(json.text("account", leg.account().word()), leg.amount());
  }

  private static void write(JsonObjectWriter json, By by) {
    json.text("kind", by.kind())
        .text("id", by.id())
        .text("name", by.name())
        .text("organization", by.organization());
  }

  private static JsonObjectWriter amount(JsonObjectWriter json, Amount amount) {
    return json.text("unit", amount.unit().code()).number("minor", amount.minor());
  }

  private static void numbers(JsonObjectWriter json, Optional<AccountBalance> balance) {
    json.number("posted", balance.map(AccountBalance::posted).orElse(0L))
        .number("pending", balance.map(AccountBalance::pending).orElse(0L))
        .number("available", balance.map(AccountBalance::available).orElse(0L));
  }

  static Optional<AccountBalance> of(List<AccountBalance> balances, LedgerAccount account) {
    return balances.stream().filter(it -> it.account() == account).findFirst();
  }
}
