package app.firstbell.functions.http;

import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.PostingKind;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.organization.Pricing;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What a reseller or the platform posts for a customer: money that came or went, credits given or
/// taken back, and what was posted wrongly (P4).
final class CustomerMoney {
  static final long MOST = 1_000_000_000_000L;
  static final int LONGEST_MEMO = 200;
  static final int LONGEST_REFERENCE = 100;
  private static final long MOST_CREDITS = 100_000;

  private final Accounts accounts;
  private final BalanceStore balances;
  private final PaymentDesk desk;
  private final Undoing undoing;
  private final BalanceView view;

  CustomerMoney(
      Accounts accounts,
      BalanceStore balances,
      PaymentDesk desk,
      Undoing undoing,
      BalanceView view) {
    this.accounts = accounts;
    this.balances = balances;
    this.desk = desk;
    this.undoing = undoing;
    this.view = view;
  }

  Answer topUp(Call call) {
    return money(
        call,
        "billing.topped-up",
        (account, amount) -> {
          expect(account, Pricing.PREPAID);
          return postings(call).topUp(amount);
        });
  }

  Answer withdraw(Call call) {
    return money(call, "billing.withdrawn", (_, amount) -> postings(call).withdrawal(amount));
  }

  Answer payDebt(Call call) {
    return money(
        call,
        "billing.debt-paid",
        (account, amount) -> {
          expect(account, Pricing.POSTPAID);
          return postings(call).debtPayment(amount);
        });
  }

  Answer grantCredits(Call call) {
    return credits(
        call, "billing.credits-granted", (_, count) -> postings(call).creditsGranted(count));
  }

  Answer withdrawCredits(Call call) {
    return credits(
        call, "billing.credits-withdrawn", (_, count) -> postings(call).creditsWithdrawn(count));
  }

  Answer reverse(Call call) {
    call.payment();
    Fields body = call.body("posting", "memo");
    String id = body.text("posting", 64);
    String memo = body.text("memo", LONGEST_MEMO);
    Account account = open(call);
    Posting earlier =
        Optional.of(id)
            .filter(PostingId::isValid)
            .flatMap(it -> desk.posting(call, new PostingId(it)))
            .orElseThrow(
                () -> body.wrong("posting", "expected the id of a posting of this organization"));
    if (!isReversible(earlier.kind())) {
      throw Problem.of(
          Slug.STATE,
          "A posting of kind "
              + earlier.kind().word()
              + " is not reversed: "
              + instead(earlier.kind())
              + ".");
    }
    Posting posting =
        Posting.reversing(earlier, call.now(), By.of(call.actor(), call.tenant()), memo);
    PaymentDesk.Before before =
        new PaymentDesk.Before(
            this::answer,
            there ->
                Problem.of(Slug.STATE, "This posting was reversed before, on " + there.at() + "."));
    Act act =
        told(call, account, "billing.reversed", posting)
            .with("reverses", earlier.kind().word() + " of " + amount(earlier).text());
    return view.beside(
        call,
        desk.repeated(call, posting.id(), before)
            .orElseGet(() ->
                desk.post(
                    call,
                    new PaymentDesk.Wanted(
                        posting,
                        act,
                        answer(posting),
                        undoing.beside(call, earlier),
                        _ -> undoing.refused(call, earlier)),
                    before)));
  }

  /// How far a postpaid organization may go into debt.
  Answer limit(Call call) {
    Fields body = call.body("minor");
    long limit = need(body, "minor", 0, MOST);
    Account account = open(call);
    expect(account, Pricing.POSTPAID);
    Amount amount = Amount.money(limit, account.locality().currency());
    call.commit(
        List.of(balances.limiting(call.tenant(), limit)),
        about(call, account, "billing.limit-set").with("amount", amount.text()),
        Answer.noContent(),
        refused ->
            refused
                .found()
                .map(AccountBalance::of)
                .filter(AccountBalance::isOpen)
                .map(found ->
                    Problem.of(
                        Slug.STATE,
                        "expected a limit of at least the debt, which is "
                            + found.availableAmount().absolute().text()
                            + "; got "
                            + amount.text()
                            + ". Clear the debt first."))
                .orElseGet(PaymentDesk::closed));
    return view.shown(call, account);
  }

  private Answer money(Call call, String what, BiFunction<Account, Amount, Posting> decide) {
    call.payment();
    Fields body = call.body("minor", "reference", "memo");
    long minor = need(body, "minor", 1, MOST);
    String reference = body.optionalText("reference", LONGEST_REFERENCE).orElse(null);
    String memo = body.optionalText("memo", LONGEST_MEMO).orElse(null);
    return posted(
        call,
        what,
        account ->
            decide
                .apply(account, Amount.money(minor, account.locality().currency()))
                .noting(memo, reference));
  }

  private Answer credits(Call call, String what, BiFunction<Account, Long, Posting> decide) {
    call.payment();
    Fields body = call.body("credits", "memo");
    long count = need(body, "credits", 1, MOST_CREDITS);
    String memo = body.text("memo", LONGEST_MEMO);
    return posted(call, what, account -> decide.apply(account, count).noting(memo, null));
  }

  private Answer posted(Call call, String what, Function<Account, Posting> decide) {
    PaymentDesk.Before before = new PaymentDesk.Before(this::answer, _ -> Gate.keyReused());
    return view.beside(
        call,
        desk.repeated(call, PaymentDesk.id(call), before)
            .orElseGet(() -> {
              Account account = open(call);
              Posting posting = decide.apply(account);
              return desk.post(
                  call,
                  PaymentDesk.Wanted.of(
                      posting, told(call, account, what, posting), answer(posting)),
                  before);
            }));
  }

  private Answer answer(Posting posting) {
    return Http.json(201, json -> BalanceJson.write(json, posting));
  }

  /// The organization, which is not deleted.
  private Account open(Call call) {
    Account account = accounts.of(call);
    Accounts.permitted(() -> Amending.notDeleted(account));
    return account;
  }

  private static void expect(Account account, Pricing pricing) {
    if (account.pricing() != pricing) {
      throw Problem.of(
          Slug.STATE,
          switch (account.pricing()) {
            case PREPAID -> "The organization is prepaid: it has no debt, and no credit limit.";
            case POSTPAID -> "The organization is postpaid: it has no credits to add to.";
          });
    }
  }

  private static boolean isReversible(PostingKind kind) {
    return switch (kind) {
      case TOP_UP, WITHDRAWAL, DEBT_PAYMENT, PACK, FEE, CREDIT_GRANTED, CREDIT_WITHDRAWN -> true;
      case CHAT, REVERSAL -> false;
    };
  }

  private static String instead(PostingKind kind) {
    return kind == PostingKind.CHAT
        ? "grant a credit"
        : "post once more what was reversed in error";
  }

  private static Postings postings(Call call) {
    return new Postings(
        call.tenant(), PaymentDesk.id(call), call.now(), By.of(call.actor(), call.tenant()));
  }

  private static long need(Fields body, String name, long least, long most) {
    return body.whole(name, least, most)
        .orElseThrow(() -> body.wrong(name, "expected this field, got nothing"));
  }

  private static Act told(Call call, Account account, String what, Posting posting) {
    Amount amount = amount(posting);
    return about(call, account, what)
        .with(amount.unit().isMoney() ? "amount" : "credits", told(amount))
        .with("reference", posting.note().reference())
        .with("memo", posting.note().memo());
  }

  private static String told(Amount amount) {
    return amount.unit().isMoney() ? amount.text() : Long.toString(amount.minor());
  }

  private static Amount amount(Posting posting) {
    return posting.legs().getFirst().amount().absolute();
  }

  static Act about(Call call, Account account, String what) {
    return call.act(Application.BILLING, what)
        .on("organization", account.id().value(), account.name());
  }
}
