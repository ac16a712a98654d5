package app.firstbell.simulator.world;

import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.BusyException;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.CreditTerms;
import app.firstbell.ledger.FeeChange;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.PostingKind;
import app.firstbell.ledger.Postings;
import app.firstbell.ledger.Unit;
import app.firstbell.organization.TenantId;
import app.firstbell.simulator.check.Violation;
import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.schedule.Promise;
import app.firstbell.simulator.world.Cloud.Outcome;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Transaction;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The people who post money and credits: two at a reseller, at once, over the same organizations.
/// Each asks again under the same key until there is an answer.
final class Bookkeepers {
  private static final Unit EUR = Unit.money("EUR");
  private static final Amount FEE = new Amount(1900, EUR);

  /// Less than anybody asks for.
  private static final Amount SMALL = new Amount(7, EUR);

  private final Town town;

  Bookkeepers(Town town) {
    this.town = town;
  }

  /// Fills the purses, and lets everybody begin.
  void open() {
    Dice dice = town.dice().fork("purses");
    fill(Town.OPERATIONS, 10_000, 1 + dice.below(4));
    if (dice.chance(0.8)) {
      payFee(Town.OPERATIONS);
    }
    for (int i = 1; i <= 2; i++) {
      String name = "bookkeeper" + i;
      if (town.plan().has("person:" + name)) {
        town.scheduler().spawn(name, 0, new Bookkeeper(name));
      }
    }
    if (town.plan().has("person:deleter")) {
      town.scheduler().spawn("deleter", 0, this::delete);
    }
  }

  private void fill(String tenant, long money, long credits) {
    Postings first = postings(tenant, "first money");
    Postings second = postings(tenant, "first credits");
    for (Posting posting :
        List.of(first.topUp(new Amount(money, EUR)), second.creditsGranted(credits))) {
      town.functions().ledger().post(posting, List.of(), List.of());
      town.records().add(new Records.Asked(posting, "done"));
    }
  }

  private void payFee(String tenant) {
    Posting fee = postings(tenant, "first fee").feeReceived(FEE);
    pay(fee, List.of());
    town.records().add(new Records.Asked(fee, "done"));
  }

  /// The fee of one more month, as things stand.
  private Posted pay(Posting fee, List<Act> acts) {
    BalanceStore balances = town.functions().balances();
    AccountBalance credits = balances.balance(fee.tenant(), LedgerAccount.CREDITS).orElseThrow();
    FeePeriod paid =
        FeePeriod.paid(
            credits.terms().flatMap(CreditTerms::fee),
            1,
            ZoneOffset.UTC,
            town.scheduler().instant());
    return town.functions()
        .ledger()
        .post(
            fee.paying(FeeChange.of(credits, paid, ZoneOffset.UTC)),
            acts,
            List.of(balances.payingFee(credits, paid, ZoneOffset.UTC)));
  }

  /// What goes back with a posting that is reversed: the months of a fee.
  private List<TransactWriteItem> undone(Posting posting) {
    return Optional.ofNullable(posting.note().reverses())
        .flatMap(earlier -> town.functions().ledger().posting(posting.tenant(), earlier))
        .flatMap(earlier -> Optional.ofNullable(earlier.note().fee()))
        .map(fee -> town.functions().balances().takingBackFee(posting.tenant(), fee))
        .stream()
        .toList();
  }

  private static String key(Posting posting) {
    return posting.tenant() + "/" + posting.id();
  }

  private Postings postings(String tenant, String key) {
    TenantId id = new TenantId(tenant);
    return new Postings(
        id,
        PostingId.ofRequest(id, "key:reseller", key),
        town.scheduler().instant(),
        By.member("rosa", "Rosa"));
  }

  /// Wants an organization gone, in which others still post.
  private void delete() {
    Dice dice = town.dice().fork("deleter");
    TenantId tenant = new TenantId(Town.BRIEF);
    for (int i = 1; i <= 6; i++) {
      town.scheduler().sleep(dice.between(5_000_000, 60_000_000));
      if (town.plan().has("deed:deleter/" + i)) {
        call(
            "deleter/" + i,
            dice,
            () ->
                town.functions()
                    .transactions()
                    .commit(
                        Transaction.untold(
                            town.functions()
                                .balances()
                                .closing(tenant, town.scheduler().instant()))));
      }
    }
  }

  private <R> Optional<R> call(String name, Dice dice, Supplier<R> function) {
    Promise<Outcome<R>> outcome = town.cloud().invoke(name, dice.between(5_000, 80_000), function);
    town.scheduler().await(outcome, 12_000_000);
    return outcome.value().orElse(null) instanceof Outcome.Answered<R> answered
        ? Optional.of(answered.answer())
        : Optional.empty();
  }

  private final class Bookkeeper implements Runnable {
    private final String name;
    private final Dice dice;
    private final List<Posting> done = new ArrayList<>();

    private Bookkeeper(String name) {
      this.name = name;
      this.dice = town.dice().fork(name);
    }

    @Override
    public void run() {
      int deeds = 3 + dice.below(9);
      for (int i = 1; i <= deeds && !town.isHealed(); i++) {
        town.scheduler().sleep(dice.between(200_000, 40_000_000));
        String tenant = dice.of(List.of(Town.OPERATIONS, Town.OPERATIONS, Town.BRIEF, Town.OWING));
        Function<Postings, Posting> deed = deed();
        boolean isReversal = dice.chance(0.1) && !done.isEmpty();
        @Nullable Posting earlier = isReversal ? dice.of(done) : null;
        boolean isTwice = dice.chance(0.2);
        boolean isReused = dice.chance(0.1);
        if (town.plan().has("deed:" + name + "/" + i)) {
          Posting posting =
              earlier == null || earlier.kind() == PostingKind.REVERSAL
                  ? deed.apply(postings(tenant, name + "-" + i))
                  : Posting.reversing(
                      earlier, town.scheduler().instant(), By.member("rosa", "Rosa"), "wrong");
          ask(name + "/" + i, posting, isTwice);
          if (isReused) {
            reuse(name + "/" + i, posting);
          }
        }
      }
    }

    private Function<Postings, Posting> deed() {
      long money = dice.between(100, 8_000);
      long credits = dice.between(1, 3);
      return switch (dice.below(8)) {
        case 0 -> postings -> postings.topUp(new Amount(money, EUR));
        case 1 -> postings -> postings.withdrawal(new Amount(money, EUR));
        case 2 -> postings -> postings.packFromWallet(credits, new Amount(money, EUR));
        case 3 -> postings -> postings.packReceived(credits, new Amount(money, EUR));
        case 4 -> postings -> postings.creditsWithdrawn(credits);
        case 5 -> postings -> postings.debtPayment(new Amount(money, EUR));
        case 6 -> postings -> postings.feeReceived(FEE);
        default -> postings -> postings.creditsGranted(credits);
      };
    }

    /// @param twice whether it is sent once more while the first is on its way: a double click
    private void ask(String deed, Posting posting, boolean twice) {
      town.records().asked().putIfAbsent(key(posting), new Records.Asked(posting, ""));
      int tries = 6;
      for (int attempt = 1; attempt <= tries; attempt++) {
        String call = deed + "-" + attempt;
        if (twice && attempt == 1) {
          town.cloud()
              .invoke(
                  call + "-twice", dice.between(5_000, 80_000), () -> post(call + "t", posting));
        }
        Optional<Posted> posted = call(call, dice, () -> post(call, posting));
        if (posted.isPresent()) {
          answered(posting, posted.get());
          return;
        }
        town.scheduler().sleep(dice.between(300_000, 5_000_000));
      }
    }

    private Posted post(String call, Posting posting) {
      Act act =
          Act.of(
              posting.tenant(),
              town.scheduler().instant(),
              town.ids(call).id(),
              Application.BILLING,
              "billing." + posting.kind().word(),
              posting.by());
      try {
        return posting.kind() == PostingKind.FEE
            ? pay(posting, List.of(act))
            : town.functions().ledger().post(posting, List.of(act), undone(posting));
      } catch (BusyException again) {
        town.cloud().note(call, "busy");
        throw again;
      }
    }

    /// Something else is asked for under the key of what is done: nobody is told that it is done.
    private void reuse(String deed, Posting posting) {
      Records.@Nullable Asked before = town.records().asked().get(key(posting));
      if (before == null || !before.answer().equals("done")) {
        return;
      }
      Posting other =
          new Postings(posting.tenant(), posting.id(), town.scheduler().instant(), posting.by())
              .topUp(SMALL);
      String call = deed + "-reused";
      call(call, dice, () -> post(call, other))
          .filter(answer -> !(answer instanceof Posted.KeyReused))
          .ifPresent(answer -> {
            throw new Violation("L5", other + " has the key of " + posting + ": " + answer);
          });
    }

    private void answered(Posting posting, Posted posted) {
      String key = key(posting);
      boolean isThere = posted instanceof Posted.Done || posted instanceof Posted.Repeated;
      Records.@Nullable Asked before = town.records().asked().get(key);
      if (posted instanceof Posted.KeyReused) {
        throw new Violation("L5", "the same posting is taken for another: " + posting);
      }
      if (isThere) {
        done.add(posting);
        town.records().add(new Records.Asked(posting, "done"));
      } else if (before != null && before.answer().equals("done")) {
        throw new Violation("L4", "a posting that was done is refused: " + posting);
      }
    }
  }
}
