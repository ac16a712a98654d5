package app.firstbell.ledger;

import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Difference.Kind;
import app.firstbell.purchase.Purchase;
import app.firstbell.purchase.PurchaseId;
import app.firstbell.purchase.PurchaseState;
import app.firstbell.purchase.PurchaseStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One look through an organization's books.
final class BooksCheck {
  private final Books books;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<PostingId, Posting> postings = new LinkedHashMap<>();
  private final Set<PostingId> unsound = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Row> entryRows = new HashMap<>();
  private final Set<PurchaseId> orders = new HashSet<>();
  private final Map<String, Hold> holds = new LinkedHashMap<>();

  BooksCheck(Books books) {
    this.books = books;
  }

  List<Difference> differences() {
    books.postings().forEach(this::readPosting);
    books
        .entries()
        .forEach(row ->
            read(
                row,
                LedgerItem::entry,
                entry -> {
                  entries.add(entry);
                  entryRows.put(LedgerItem.sortKey(entry), row);
                }));
    books.holds().forEach(row -> read(row, Hold::of, hold -> holds.put(hold.id(), hold)));
    checkEntries();
    checkBalances();
    postings.values().forEach(this::checkReversal);
    checkHolds();
    books.orders().forEach(row -> read(row, PurchaseStore::of, this::checkOrder));
    postings.values().stream()
        .filter(posting -> posting.kind() == PostingKind.PACK)
        .forEach(this::checkPack);
    books
        .months()
        .forEach(month ->
            same(Kind.CHATS, month.month(), month.chats() + " chats", month.counted() + " chats"));
    return differences;
  }

  private void readPosting(Row row) {
    Map<Unit, Long> sums = new HashMap<>();
    try {
      LedgerItem.legs(row)
          .forEach(leg -> sums.merge(leg.amount().unit(), leg.amount().minor(), Math::addExact));
    } catch (RuntimeException unreadable) {
      unreadable(row, unreadable);
      return;
    }
    if (sums.values().stream().anyMatch(sum -> sum != 0)) {
      sums.forEach((unit, sum) ->
          same(Kind.UNBALANCED, where(row), new Amount(0, unit), new Amount(sum, unit)));
      markUnsound(row);
      return;
    }
    read(
        row,
        LedgerItem::posting,
        posting -> {
          postings.put(posting.id(), posting);
          sameWords(Kind.ALTERED, where(row), LedgerItem.header(posting), row.values());
        });
  }

  private <T> void read(Row row, Function<Row, T> reader, Consumer<T> use) {
    T value;
    try {
      value = reader.apply(row);
    } catch (RuntimeException unreadable) {
      unreadable(row, unreadable);
      return;
    }
    use.accept(value);
  }

  private void unreadable(Row row, RuntimeException why) {
    markUnsound(row);
    differences.add(
        new Difference(
            Kind.UNREADABLE, where(row), "a row of this kind", String.valueOf(why.getMessage())));
  }

  /// A posting that is wrong is told once, not again for each of its entries.
  private void markUnsound(Row row) {
    String id = row.textOrNull("sk");
    if (id != null && PostingId.isValid(id)) {
      unsound.add(new PostingId(id));
    }
  }

  private void checkEntries() {
    Map<String, Entry> found = new TreeMap<>();
    entries.forEach(entry -> found.put(LedgerItem.sortKey(entry), entry));
    for (Posting posting : postings.values()) {
      for (Entry expected : LedgerItem.entries(posting)) {
        String key = LedgerItem.sortKey(expected);
        Entry entry = found.remove(key);
        if (entry == null) {
          differences.add(
              new Difference(Kind.MISSING_ENTRY, key, expected.amount().text(), "none"));
        } else {
          sameWords(Kind.ALTERED_ENTRY, key, LedgerItem.item(expected), row(key));
        }
      }
    }
    found.forEach((key, entry) -> {
      if (!unsound.contains(entry.posting())) {
        differences.add(
            new Difference(
                postings.containsKey(entry.posting()) ? Kind.STRAY_ENTRY : Kind.ORPHAN_ENTRY,
                key,
                "none",
                entry.amount().text()));
      }
    });
  }

  /// Every attribute, so that nothing can be altered, added or taken away. The hash of a posting is
  /// one of them, over all the others.
  private void sameWords(
      Kind kind,
      String where,
      Map<String, AttributeValue> expected,
      Map<String, AttributeValue> found) {
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    // By their values: the text of a map has no order.
    names.stream()
        .filter(name -> !Objects.equals(expected.get(name), found.get(name)))
        .forEach(name ->
            differences.add(
                new Difference(
                    kind, where + " " + name, text(expected.get(name)), text(found.get(name)))));
  }

  private Map<String, AttributeValue> row(String key) {
    return Objects.requireNonNull(entryRows.get(key)).values();
  }

  private void checkBalances() {
    Map<LedgerAccount, AccountBalance> balances = new EnumMap<>(LedgerAccount.class);
    books
        .balances()
        .forEach(row ->
            read(row, AccountBalance::of, balance -> balances.put(balance.account(), balance)));
    for (LedgerAccount account : LedgerAccount.GUARDED) {
      AccountBalance balance = balances.get(account);
      if (balance == null) {
        differences.add(new Difference(Kind.NO_BALANCE, account.word(), "a row", "none"));
      } else {
        check(balance);
      }
    }
  }

  private void check(AccountBalance balance) {
    String where = balance.account().word();
    Unit unit = balance.unit();
    long sum = 0;
    long count = 0;
    for (Entry entry : entries) {
      if (entry.account() == balance.account()) {
        same(Kind.OTHER_UNIT, LedgerItem.sortKey(entry), unit.code(), entry.amount().unit().code());
        sum += entry.amount().minor();
        count++;
      }
    }
    long held =
        holds.values().stream()
            .filter(
                hold -> hold.account() == balance.account() && hold.state() == HoldState.RESERVED)
            .mapToLong(hold -> hold.amount().minor())
            .sum();
    same(Kind.POSTED, where, new Amount(sum, unit), balance.postedAmount());
    same(Kind.ENTRIES, where, count, balance.entries());
    same(Kind.PENDING, where, new Amount(held, unit), balance.pendingAmount());
    same(
        Kind.AVAILABLE,
        where,
        new Amount(balance.posted() - balance.pending(), unit),
        balance.availableAmount());
    same(
        Kind.SPENDABLE,
        where,
        new Amount(balance.available() - balance.floor(), unit),
        new Amount(balance.spendable(), unit));
    if (balance.available() < balance.floor()) {
      differences.add(
          new Difference(
              Kind.BELOW_FLOOR,
              where,
              balance.floorAmount() + " or more",
              balance.availableAmount().text()));
    }
  }

  private void checkReversal(Posting posting) {
    PostingId earlier = posting.note().reverses();
    if (earlier == null || unsound.contains(earlier)) {
      return;
    }
    Posting reversed = postings.get(earlier);
    same(
        Kind.REVERSAL,
        posting.id().value(),
        reversed == null
            ? "a posting " + earlier
            : reversed.legs().stream().map(Leg::negated).toList(),
        reversed == null ? "none" : posting.legs());
  }

  private void checkHolds() {
    Set<PostingId> told = new HashSet<>();
    for (Hold hold : holds.values()) {
      PostingId id = PostingId.ofHold(hold.tenant(), hold.id());
      told.add(id);
      Posting posting = postings.get(id);
      boolean isPosted = hold.state() == HoldState.POSTED;
      if (!unsound.contains(id) && (isPosted || posting != null)) {
        same(
            Kind.HOLD,
            hold.id(),
            isPosted
                ? hold.amount().negated()
                : "no posting of a hold that is " + hold.state().word(),
            posting == null ? "no posting" : posting.net().get(hold.account()));
      }
    }
    postings.values().stream()
        .filter(posting -> posting.kind() == PostingKind.CHAT && !told.contains(posting.id()))
        .forEach(posting ->
            differences.add(
                new Difference(Kind.HOLD, posting.id().value(), "a hold", "a posting alone")));
  }

  /// A received order has its posting, a reversed one the opposite too, and no other has any.
  private void checkOrder(Purchase order) {
    orders.add(order.id());
    PostingId id = PostingId.ofOrder(order.tenant(), order.id().value());
    if (unsound.contains(id)) {
      return;
    }
    Posting posting = postings.get(id);
    boolean isReversed = postings.containsKey(PostingId.ofReversal(order.tenant(), id));
    PurchaseState told =
        posting == null
            ? order.isOpen() ? PurchaseState.AWAITING_PAYMENT : PurchaseState.CANCELLED
            : isReversed ? PurchaseState.REVERSED : PurchaseState.RECEIVED;
    same(Kind.ORDER, order.id().value(), told.word(), order.state().word());
    if (posting != null) {
      same(
          Kind.ORDER,
          order.id().value(),
          Amount.interactions(order.credits()),
          posting.net().get(LedgerAccount.CREDITS));
    }
  }

  /// A pack names its order: in the reference, or beside the reference of the payment.
  private void checkPack(Posting pack) {
    Stream.of(pack.note().memo(), pack.note().reference())
        .filter(name -> name != null && PurchaseId.isValid(name))
        .map(PurchaseId::new)
        .filter(order -> PostingId.ofOrder(pack.tenant(), order.value()).equals(pack.id()))
        .filter(order -> !orders.contains(order))
        .forEach(order ->
            differences.add(new Difference(Kind.ORDER, order.value(), "an order", "none")));
  }

  private void same(Kind kind, String where, @Nullable Object expected, @Nullable Object found) {
    if (!Objects.equals(expected, found)) {
      differences.add(new Difference(kind, where, String.valueOf(expected), String.valueOf(found)));
    }
  }

  private static String text(@Nullable AttributeValue value) {
    if (value == null) {
      return "nothing";
    }
    return value.s() != null ? value.s() : value.n() != null ? value.n() : value.toString();
  }

  private static String where(Row row) {
    return row.textOrNull("pk") + " / " + row.textOrNull("sk");
  }
}
