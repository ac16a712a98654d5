package app.firstbell.functions.http;

import app.firstbell.ledger.Amount;
import app.firstbell.ledger.Entry;
import app.firstbell.ledger.History;
import app.firstbell.ledger.HistoryPage;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Unit;
import app.firstbell.organization.Account;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.By;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The history of an account with its running balance (B7): by pages and as a file.
final class AccountHistory {
  private static final int CHUNK = 250;

  private static final String HEADER =
      "at,kind,amount,balance,unit,memo,reference,by,chat,id,reverses\r\n";

  private final Accounts accounts;
  private final History history;

  AccountHistory(Accounts accounts, History history) {
    this.accounts = accounts;
    this.history = history;
  }

  Answer list(Call call) {
    HistoryPage page = page(call, call.after(), call.limit());
    return Http.json(
        200,
        json -> {
          json.text("account", page.account().word())
              .text("unit", page.unit().code())
              .number("opening", page.opening().minor())
              .number("closing", page.closing().minor())
              .objects("items", page.lines(), BalanceJson::write);
          page.next().ifPresent(position -> json.text("next", call.next(position)));
        });
  }

  /// The whole range, newest first; when that is too much for one answer, the last line says so.
  Answer export(Call call) {
    Csv.Growing file = new Csv.Growing().add(HEADER);
    HistoryPage page = page(call, Optional.empty(), CHUNK);
    page.lines().forEach(line -> file.add(line(line)));
    while (page.next().isPresent() && !file.isFull()) {
      page = page(call, page.next(), CHUNK);
      page.lines().forEach(line -> file.add(line(line)));
    }
    if (page.next().isPresent()) {
      file.add(",,,,,There is more: choose a shorter time.,,,,,\r\n");
    }
    return Csv.file("ledger-" + call.tenant() + "-" + page.account().word(), file.text());
  }

  private HistoryPage page(Call call, Optional<String> position, int limit) {
    LedgerAccount account = account(call);
    Range range = Range.of(call);
    return history
        .page(call.tenant(), account, range.from(), range.to(), position, limit)
        .orElseGet(() -> nothing(accounts.of(call), account));
  }

  /// Nothing was ever posted on an account that was never opened.
  private static HistoryPage nothing(Account of, LedgerAccount account) {
    Unit unit =
        account == LedgerAccount.CREDITS ? Unit.INTERACTIONS : Unit.money(of.locality().currency());
    Amount zero = new Amount(0, unit);
    return new HistoryPage(account, unit, zero, zero, List.of(), Optional.empty());
  }

  private static LedgerAccount account(Call call) {
    return call.query("account")
        .map(word ->
            LedgerAccount.of(word)
                .filter(LedgerAccount::isGuarded)
                .orElseThrow(() -> Problem.invalid("/account", "expected wallet or credits")))
        .orElse(LedgerAccount.WALLET);
  }

  static String line(HistoryPage.Line line) {
    Entry entry = line.entry();
    PostingId reverses = entry.note().reverses();
    return Csv.line(
        Csv.cell(entry.at().toString()),
        Csv.cell(entry.kind().word()),
        Csv.number(entry.amount()),
        Csv.number(line.after()),
        Csv.cell(entry.amount().unit().code()),
        Csv.cell(entry.note().memo()),
        Csv.cell(entry.note().reference()),
        Csv.cell(by(entry.by())),
        Csv.cell(entry.note().chat()),
        Csv.cell(entry.posting().value()),
        Csv.cell(reverses == null ? null : reverses.value()));
  }

  private static String by(By by) {
    String who = by.name() == null ? by.kind() : by.name();
    return by.organization() == null ? who : who + " (" + by.organization() + ")";
  }

  /// @param from included
  /// @param to not included
  record Range(Instant from, Instant to) {
    static final Instant LAST = Instant.ofEpochMilli(9_999_999_999_999L);

    static Range of(Call call) {
      Instant from = AuditFilter.time(call, "from").orElse(Instant.EPOCH);
      Instant to = AuditFilter.time(call, "to").orElse(LAST);
      if (to.isBefore(from)) {
        throw Problem.invalid("/to", "expected a time that is not before `from`");
      }
      return new Range(from, to);
    }
  }
}
