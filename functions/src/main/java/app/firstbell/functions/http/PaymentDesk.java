package app.firstbell.functions.http;

import app.firstbell.dynamo.Row;
import app.firstbell.identity.Digest;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.PostingKind;
import app.firstbell.ledger.Standing;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Where requests become postings, each once: by its `Idempotency-Key` for a day, with the very
/// answer of the first; and by the posting's id for ever.
final class PaymentDesk {
  private final Ledger ledger;

  PaymentDesk(Ledger ledger) {
    this.ledger = ledger;
  }

  /// What a request asks to be posted.
  ///
  /// @param kept the answer, as a repeat gets it too
  /// @param beside writes that belong to the same fact
  /// @param refused the problem when one of them is refused by what was found there
  record Wanted(
      Posting posting,
      Act act,
      Answer kept,
      List<TransactWriteItem> beside,
      Function<Optional<Row>, Problem> refused) {
    Wanted {
      beside = List.copyOf(beside);
    }

    static Wanted of(Posting posting, Act act, Answer kept) {
      return new Wanted(posting, act, kept, List.of(), _ -> Problem.stale());
    }
  }

  /// How a posting that is there already is answered.
  ///
  /// @param again the answer to the same request
  /// @param other the problem of another request about the same fact
  record Before(Function<Posting, Answer> again, Function<Posting, Problem> other) {
    Answer answer(Call call, Posting posting) {
      if (!request(call).equals(posting.note().request())) {
        throw other.apply(posting);
      }
      return again.apply(posting).with("Idempotency-Replayed", "true");
    }
  }

  /// The posting that a request names by its key.
  static PostingId id(Call call) {
    var key = call.payment();
    return PostingId.derived("request", call.tenant(), key.tenant() + "|" + key.id());
  }

  /// What makes a request the same as another: the request itself, and the name that its sender
  /// gave it. Who receives an order under another name did not hear of the first receipt.
  private static String request(Call call) {
    var key = call.payment();
    return Digest.hex(key.requestHash() + "|" + key.tenant() + "|" + key.id());
  }

  /// The answer to a repeat that comes after the day for which answers are kept; looked for before
  /// the work, so that a repeat does not meet its own effect as an obstacle.
  Optional<Answer> repeated(Call call, PostingId id, Before before) {
    return ledger.posting(call.tenant(), id).map(posting -> before.answer(call, posting));
  }

  Optional<Posting> posting(Call call, PostingId id) {
    return ledger.posting(call.tenant(), id);
  }

  /// Posts, and gives what is kept as the answer.
  Answer post(Call call, Wanted wanted, Before before) {
    Posting posting = wanted.posting().asked(request(call));
    List<TransactWriteItem> beside = new ArrayList<>(wanted.beside());
    call.gate().keeping(call, wanted.kept()).ifPresent(beside::add);
    return switch (ledger.post(posting, List.of(wanted.act()), beside)) {
      case Posted.Done _ -> wanted.kept();
      case Posted.Repeated repeated -> before.answer(call, repeated.posting());
      case Posted.KeyReused _ ->
          throw before.other().apply(ledger.posting(call.tenant(), posting.id()).orElse(posting));
      case Posted.Short tooLow -> throw tooLow(posting, tooLow);
      case Posted.NoAccount _ -> throw closed();
      case Posted.Refused refused when refused.index() == wanted.beside().size() ->
          throw call.gate().beaten(call, refused.found().orElseThrow());
      case Posted.Refused refused -> throw wanted.refused().apply(refused.found());
    };
  }

  static Problem closed() {
    return Problem.of(
        Slug.STATE, "This organization has no such account: it was never opened, or is closed.");
  }

  /// A debt is paid at most to its end; everything else takes what is there, and what a credit
  /// limit adds.
  private static Problem tooLow(Posting posting, Posted.Short found) {
    Amount wanted = posting.net().getOrDefault(found.account(), found.available()).absolute();
    if (posting.kind() == PostingKind.DEBT_PAYMENT) {
      return Problem.of(
          Slug.STATE,
          "expected at most the debt, "
              + (found.available().isPositive() ? "and there is none" : debt(found))
              + "; got "
              + wanted.text());
    }
    Amount usable = usable(posting, found);
    return Problem.of(
            Slug.BALANCE_TOO_LOW,
            "expected at most " + usable.text() + ", which is there; got " + wanted.text())
        .with(json ->
            json.objects(
                "standing",
                List.of(new Standing(found.account(), usable, Standing.Means.CREDIT)),
                BalanceJson::write));
  }

  /// A credit limit can be spent, and is no money that could be paid back.
  private static Amount usable(Posting posting, Posted.Short found) {
    Amount there =
        posting.kind() == PostingKind.WITHDRAWAL
            ? found.available()
            : found.available().minus(found.floor());
    return there.minor() < 0 ? there.minus(there) : there;
  }

  private static String debt(Posted.Short found) {
    return "which is " + found.available().absolute().text();
  }
}
