package app.firstbell.proof.store;

import app.firstbell.ledger.Amount;
import app.firstbell.ledger.HoldState;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.PostingKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a ledger is, in as few words as possible: the real one is held against it. It knows no
/// rows, no conditions and no transactions, and does one thing after another.
final class LedgerModel {
  /// What posting or holding comes to.
  enum Answer {
    DONE,
    REPEATED,
    KEY_REUSED,
    SHORT,
    NO_ACCOUNT
  }

  /// What settling a hold comes to.
  enum Settling {
    DONE,
    ALREADY,
    REFUSED,
    ABSENT
  }

  private static final class Numbers {
    long posted;
    long pending;
    long floor;
  }

  final Map<PostingId, Posting> postings = new LinkedHashMap<>();
  final Map<String, HoldState> holds = new HashMap<>();
  private final Map<LedgerAccount, Numbers> accounts = new EnumMap<>(LedgerAccount.class);
  private final String currency;
  private @Nullable Instant usableUntil;
  boolean isOpen = true;

  LedgerModel(String currency) {
    this.currency = currency;
    LedgerAccount.GUARDED.forEach(account -> accounts.put(account, new Numbers()));
  }

  Answer post(Posting posting) {
    Posting earlier = postings.get(posting.id());
    if (earlier != null) {
      return posting.isRepeatOf(earlier) ? Answer.REPEATED : Answer.KEY_REUSED;
    }
    for (Map.Entry<LedgerAccount, Amount> net : posting.net().entrySet()) {
      Amount change = net.getValue();
      if (!isOpen || (change.unit().isMoney() && !change.unit().code().equals(currency))) {
        return Answer.NO_ACCOUNT;
      }
      long after = available(net.getKey()) + change.minor();
      long least = posting.kind() == PostingKind.WITHDRAWAL ? 0 : floor(net.getKey());
      boolean isTooLittle = change.minor() < 0 && after < least;
      boolean isMoreThanOwed = posting.kind() == PostingKind.DEBT_PAYMENT && after > 0;
      if (isTooLittle || isMoreThanOwed) {
        return Answer.SHORT;
      }
    }
    posting.net().forEach((account, change) -> numbers(account).posted += change.minor());
    postings.put(posting.id(), posting);
    return Answer.DONE;
  }

  boolean reserve(String chat, Instant at) {
    Instant until = usableUntil;
    if (!isOpen
        || holds.containsKey(chat)
        || until == null
        || !at.isBefore(until)
        || available(LedgerAccount.CREDITS) < 1) {
      return false;
    }
    holds.put(chat, HoldState.RESERVED);
    numbers(LedgerAccount.CREDITS).pending++;
    return true;
  }

  Settling settle(String chat, HoldState wanted) {
    HoldState state = holds.get(chat);
    if (state == null) {
      return Settling.ABSENT;
    }
    if (state != HoldState.RESERVED) {
      return state == wanted ? Settling.ALREADY : Settling.REFUSED;
    }
    holds.put(chat, wanted);
    numbers(LedgerAccount.CREDITS).pending--;
    if (wanted == HoldState.POSTED) {
      numbers(LedgerAccount.CREDITS).posted--;
    }
    return Settling.DONE;
  }

  boolean limit(long limit) {
    if (!isOpen || available(LedgerAccount.WALLET) < -limit) {
      return false;
    }
    numbers(LedgerAccount.WALLET).floor = -limit;
    return true;
  }

  void payFeeUntil(Instant until) {
    usableUntil = until;
  }

  boolean close() {
    boolean mayGo = accounts.values().stream().allMatch(it -> it.posted == 0 && it.pending == 0);
    if (mayGo) {
      isOpen = false;
    }
    return mayGo;
  }

  long posted(LedgerAccount account) {
    return numbers(account).posted;
  }

  long pending(LedgerAccount account) {
    return numbers(account).pending;
  }

  long available(LedgerAccount account) {
    return numbers(account).posted - numbers(account).pending;
  }

  long floor(LedgerAccount account) {
    return numbers(account).floor;
  }

  /// How often credits were added.
  long epoch() {
    return postings.values().stream()
        .map(it -> it.net().get(LedgerAccount.CREDITS))
        .filter(net -> net != null && net.isPositive())
        .count();
  }

  private Numbers numbers(LedgerAccount account) {
    Numbers numbers = accounts.get(account);
    if (numbers == null) {
      throw new IllegalArgumentException("expected a guarded account, got " + account);
    }
    return numbers;
  }
}
