package app.firstbell.functions.http;

import app.firstbell.billing.Fee;
import app.firstbell.billing.FeePeriod;
import app.firstbell.billing.Package;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.CreditTerms;
import app.firstbell.ledger.FeeChange;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.organization.Service;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.By;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who answers, what it costs a month, and from how few credits on the organization is told (B2,
/// K1, K3).
final class Packages {
  private static final int MOST_MONTHS = 12;
  private static final long MOST_THRESHOLD = 100_000;

  private final Accounts accounts;
  private final BalanceStore balances;
  private final PaymentDesk desk;
  private final BalanceView view;

  Packages(Accounts accounts, BalanceStore balances, PaymentDesk desk, BalanceView view) {
    this.accounts = accounts;
    this.balances = balances;
    this.desk = desk;
    this.view = view;
  }

  Answer set(Call call) {
    Fields body = call.body("package", "operators");
    Package wanted =
        body.word("package", Package::of, "platform or operations")
            .orElseThrow(() -> body.wrong("package", "expected this field, got nothing"));
    Operators operators =
        body.word("operators", Operators::of, "platform or reseller").orElse(Operators.PLATFORM);
    return accounts.changing(
        call,
        before -> {
          Amending.notDeleted(before);
          Account after = before.with(Service.of(wanted, home(operators, before.parent())));
          if (!after.equals(before)) {
            call.commit(
                List.of(accounts.store().editing(before, after.edited())),
                CustomerMoney.about(call, before, "billing.package-set")
                    .with("package", words(after.service()))
                    .with("before", words(before.service())),
                Answer.noContent(),
                _ -> Problem.stale());
          }
          return view.shown(call, after);
        });
  }

  /// The months follow what is paid for already. Two who pay at once pay for different months.
  Answer payFee(Call call) {
    call.payment();
    Fields body = call.body("months", "reference");
    int months =
        Math.toIntExact(
            body.whole("months", 1, MOST_MONTHS)
                .orElseThrow(() -> body.wrong("months", "expected this field, got nothing")));
    String reference = body.optionalText("reference", CustomerMoney.LONGEST_REFERENCE).orElse(null);
    PaymentDesk.Before before =
        new PaymentDesk.Before(
            posting -> answer(posting, usableUntil(call.tenant())), _ -> Gate.keyReused());
    return view.beside(
        call,
        desk.repeated(call, PaymentDesk.id(call), before)
            .orElseGet(() -> paidAgain(call, months, reference, before)));
  }

  /// Whoever meets another payment of the fee looks again; who still does then is told.
  private Answer paidAgain(
      Call call, int months, @Nullable String reference, PaymentDesk.Before before) {
    try {
      return accounts.again(call, account -> paid(call, account, months, reference, before));
    } catch (Problem problem) {
      throw problem.slug() == Slug.PRECONDITION_FAILED ? Problem.busy() : problem;
    }
  }

  private Answer paid(
      Call call,
      Account account,
      int months,
      @Nullable String reference,
      PaymentDesk.Before before) {
    Amending.notDeleted(account);
    String currency = account.locality().currency();
    Amount fee =
        Fee.of(account.service().sold(), currency, months)
            .orElseThrow(() -> PurchaseJson.noPrice(currency));
    AccountBalance credits =
        balances
            .balance(call.tenant(), LedgerAccount.CREDITS)
            .filter(AccountBalance::isOpen)
            .orElseThrow(PaymentDesk::closed);
    ZoneId zone = account.locality().zone();
    FeePeriod period =
        FeePeriod.paid(credits.terms().flatMap(CreditTerms::fee), months, zone, call.now());
    Posting posting =
        new Postings(
                call.tenant(), PaymentDesk.id(call), call.now(), By.of(call.actor(), call.tenant()))
            .feeReceived(fee)
            .paying(FeeChange.of(credits, period, zone))
            .noting(months == 1 ? "1 month" : months + " months", reference);
    return desk.post(
        call,
        new PaymentDesk.Wanted(
            posting,
            CustomerMoney.about(call, account, "billing.fee-paid")
                .with("amount", fee.text())
                .with("months", Integer.toString(months))
                .with("reference", reference),
            answer(posting, Optional.of(period.until(zone))),
            List.of(balances.payingFee(credits, period, zone)),
            _ -> Problem.stale()),
        before);
  }

  Answer threshold(Call call) {
    Fields body = call.body("threshold");
    long threshold =
        body.whole("threshold", 0, MOST_THRESHOLD)
            .orElseThrow(() -> body.wrong("threshold", "expected this field, got nothing"));
    Account account = accounts.of(call);
    Accounts.permitted(() -> Amending.notDeleted(account));
    call.commit(
        List.of(balances.thresholding(call.tenant(), threshold)),
        CustomerMoney.about(call, account, "billing.threshold-set")
            .with("threshold", Long.toString(threshold)),
        Answer.noContent(),
        _ -> PaymentDesk.closed());
    return view.shown(call, account);
  }

  /// Whose operators answer.
  private enum Operators {
    PLATFORM,
    RESELLER;

    static Optional<Operators> of(String word) {
      return List.of(values()).stream()
          .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }
  }

  private static TenantId home(Operators operators, @Nullable TenantId parent) {
    return switch (operators) {
      case PLATFORM -> TenantId.PLATFORM;
      case RESELLER -> Optional.ofNullable(parent).orElse(TenantId.PLATFORM);
    };
  }

  private static String words(Service service) {
    return service.sold().word() + service.operators().map(it -> " (" + it + ")").orElse("");
  }

  private Optional<Instant> usableUntil(TenantId tenant) {
    return balances
        .balance(tenant, LedgerAccount.CREDITS)
        .flatMap(AccountBalance::terms)
        .flatMap(CreditTerms::usableUntil);
  }

  private static Answer answer(Posting posting, Optional<Instant> usableUntil) {
    return Http.json(201, json -> write(json, posting, usableUntil));
  }

  private static void write(JsonObjectWriter json, Posting posting, Optional<Instant> usableUntil) {
    BalanceJson.write(json, posting);
    json.instant("usableUntil", usableUntil.orElse(null));
  }
}
