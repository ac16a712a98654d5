package app.firstbell.ledger;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The history of an account over a time range, with its running balance (B7).
///
/// The balance at the end of the range is today's less what was entered since; so the first page
/// costs what was entered from the range's beginning until now, and every further page costs itself
/// alone, since its cursor carries the balances along.
public final class History {
  /// How often a range is read again when somebody posts meanwhile; after that it is summed up from
  /// the account's first entry, which needs no balance.
  private static final int TRIES = 3;

  private final DynamoDbClient client;
  private final String table;
  private final BalanceStore balances;

  /// @param table `Accounts`
  public History(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
    this.balances = new BalanceStore(client, table);
  }

  /// Entries of an account within a range, newest first.
  ///
  /// @param from of the range, inclusive, and `to`, exclusive, both to the millisecond
  /// @param cursor `next` of the page before, with the same account and range
  /// @param limit how many lines, 1 or more
  /// @return nothing when the account was never opened
  /// @throws IllegalArgumentException for a cursor of another form
  public Optional<HistoryPage> page(
      TenantId tenant,
      LedgerAccount account,
      Instant from,
      Instant to,
      Optional<String> cursor,
      int limit) {
    Optional<AccountBalance> balance = balances.balance(tenant, account);
    return balance.map(first -> {
      Range range = new Range(tenant, account, from, to);
      return cursor
          .map(text -> further(range, first.unit(), Cursor.of(text, range), limit))
          .orElseGet(() -> first(range, first, limit));
    });
  }

  private record Range(TenantId tenant, LedgerAccount account, Instant from, Instant to) {
    /// The key of the first entry that may be in the range.
    String low() {
      return LedgerItem.from(account, from);
    }

    /// A key between the range's last entry and whatever comes behind it.
    String high() {
      return LedgerItem.from(account, to);
    }
  }

  private HistoryPage first(Range range, AccountBalance balance, int limit) {
    AccountBalance before = balance;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Read read = read(range, limit);
      long later = sum(range.tenant(), range.high(), afterAll(range.account()));
      AccountBalance after = balances.balance(range.tenant(), range.account()).orElse(before);
      if (after.entries() == before.entries()) {
        return page(range, before.unit(), read, Math.subtractExact(before.posted(), later), limit);
      }
      before = after;
    }
    Read read = read(range, limit);
    long opening = sum(range.tenant(), range.account().word() + "#", range.low());
    return page(range, before.unit(), read, Math.addExact(opening, read.sum()), limit);
  }

  /// @param top the first lines, one more than a page has
  /// @param sum of the whole range
  private record Read(List<Entry> top, long sum) {}

  private Read read(Range range, int limit) {
    List<Entry> top = new ArrayList<>();
    long sum = 0;
    Iterator<Entry> entries = downwards(range, range.high());
    while (entries.hasNext()) {
      Entry entry = entries.next();
      sum = Math.addExact(sum, entry.amount().minor());
      if (top.size() <= limit) {
        top.add(entry);
      }
    }
    return new Read(top, sum);
  }

  private HistoryPage page(Range range, Unit unit, Read read, long closing, int limit) {
    long opening = Math.subtractExact(closing, read.sum());
    return lines(range, unit, read.top(), new Cursor("", closing, opening, closing), limit);
  }

  private HistoryPage further(Range range, Unit unit, Cursor cursor, int limit) {
    List<Entry> top = new ArrayList<>();
    Iterator<Entry> entries = downwards(range, cursor.below());
    while (entries.hasNext() && top.size() <= limit) {
      top.add(entries.next());
    }
    return lines(range, unit, top, cursor, limit);
  }

  private static HistoryPage lines(
      Range range, Unit unit, List<Entry> top, Cursor cursor, int limit) {
    List<HistoryPage.Line> lines = new ArrayList<>();
    long after = cursor.after();
    Optional<String> next = Optional.empty();
    for (Entry entry : top.subList(0, Math.min(limit, top.size()))) {
      lines.add(new HistoryPage.Line(entry, new Amount(after, unit)));
      after = Math.subtractExact(after, entry.amount().minor());
      if (lines.size() == limit && top.size() > limit) {
        next =
            Optional.of(
                new Cursor(LedgerItem.sortKey(entry), after, cursor.opening(), cursor.closing())
                    .text());
      }
    }
    return new HistoryPage(
        range.account(),
        unit,
        new Amount(cursor.opening(), unit),
        new Amount(cursor.closing(), unit),
        lines,
        next);
  }

  /// @param below the key below which the next line is
  /// @param after what the balance was after that line
  private record Cursor(String below, long after, long opening, long closing) {
    static Cursor of(String text, Range range) {
      String[] parts = text.split("\\|", -1);
      if (parts.length != 4
          || parts[0].compareTo(range.low()) < 0
          || parts[0].compareTo(range.high()) > 0) {
        throw new IllegalArgumentException("expected a cursor that this history gave");
      }
      try {
        return new Cursor(
            parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
      } catch (NumberFormatException foreign) {
        throw new IllegalArgumentException("expected a cursor that this history gave", foreign);
      }
    }

    String text() {
      return below + "|" + after + "|" + opening + "|" + closing;
    }
  }

  /// The entries of a range below a key, newest first, read as they are wanted.
  private Iterator<Entry> downwards(Range range, String below) {
    if (range.low().compareTo(below) >= 0) {
      return List.<Entry>of().iterator();
    }
    QueryRequest query = rows(range.tenant(), range.low(), below).scanIndexForward(false).build();
    return client.queryPaginator(query).items().stream()
        .map(item -> LedgerItem.entry(new Row(item)))
        // BETWEEN takes its upper end in.
        .filter(entry -> LedgerItem.sortKey(entry).compareTo(below) < 0)
        .iterator();
  }

  /// The sum of the entries from one key to another, the second not among them.
  private long sum(TenantId tenant, String from, String below) {
    QueryRequest query =
        rows(tenant, from, below)
            .projectionExpression("sk, #minor")
            .expressionAttributeNames(Map.of("#minor", "minor"))
            .build();
    long sum = 0;
    for (Map<String, AttributeValue> item : client.queryPaginator(query).items()) {
      Row row = new Row(item);
      if (row.text("sk").compareTo(below) < 0) {
        sum = Math.addExact(sum, row.number("minor"));
      }
    }
    return sum;
  }

  private QueryRequest.Builder rows(TenantId tenant, String from, String below) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :below")
        .expressionAttributeValues(
            new Item()
                .text(":pk", tenant + LedgerItem.ENTRIES)
                .text(":from", from)
                .text(":below", below)
                .build())
        .consistentRead(true);
  }

  /// A key behind every entry of an account: `~` is behind all digits.
  private static String afterAll(LedgerAccount account) {
    return account.word() + "#~";
  }
}
