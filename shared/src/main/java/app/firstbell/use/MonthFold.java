package app.firstbell.use;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.organization.Use;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Folds the rows of hours into the row of their month, `{tenant}#use` / `2026-11`, which lists and
/// allowances read: chats, answered and missed.
///
/// The month's row remembers of each hour's row how much of it it holds (`f.22T14` is `3/2/1`). It
/// adds the difference on condition that this is still so; hours only grow, so whoever comes late
/// with an older sight of an hour adds nothing. What it remembers of three days ago and before is
/// forgotten: the stream holds records for one day.
///
/// Price: one write unit; a second one when another was faster.
public final class MonthFold {
  private static final int REMEMBERED_DAYS = 3;
  private static final int TRIES = 20;

  private final UseRows rows;

  public MonthFold(DynamoDbClient client, String table, Contention contention) {
    this.rows = new UseRows(client, table, contention);
  }

  /// A month after a fold.
  ///
  /// @param row all of its attributes
  record Month(Use use, Map<String, AttributeValue> row) {}

  /// How much of an hour's row a month's holds.
  private record Held(long chats, long answered, long missed) {
    static Held of(Tally tally) {
      return new Held(tally.chats(), tally.answered(), tally.missed());
    }

    static Held parse(@Nullable String text) {
      if (text == null) {
        return new Held(0, 0, 0);
      }
      String[] parts = text.split("/", 3);
      return new Held(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    Held minus(Held other) {
      return new Held(chats - other.chats, answered - other.answered, missed - other.missed);
    }

    boolean isNothing() {
      return chats == 0 && answered == 0 && missed == 0;
    }

    /// Of two sights of one hour, whether this is not the later one.
    boolean isWithin(Held other) {
      return chats <= other.chats && answered <= other.answered && missed <= other.missed;
    }

    String text() {
      return chats + "/" + answered + "/" + missed;
    }
  }

  /// Whether the entries that were counted into an hour change its month.
  static boolean isNeeded(UseCounter.Touched hour) {
    return !Held.of(hour.added()).isNothing();
  }

  /// Brings the month up to what an hour's row holds.
  ///
  /// @throws BusyException when others were faster twenty times in a row
  Month fold(TenantId tenant, UseCounter.Touched hour) {
    Held now = Held.of(hour.now());
    // Usually this delivery's entries are what the month does not hold yet.
    Held held = now.minus(Held.of(hour.added()));
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        return month(hour.key(), move(tenant, hour.key(), held, now));
      } catch (ConditionalCheckFailedException other) {
        Map<String, AttributeValue> row =
            rows.inTheWay(tenant, hour.key().month().toString(), other);
        held = Held.parse(new Row(row).textOrNull(hour.key().folded()));
        if (now.isWithin(held)) {
          return month(hour.key(), row);
        }
      }
    }
    throw new BusyException("the month's use moved " + TRIES + " times");
  }

  private Map<String, AttributeValue> move(TenantId tenant, HourKey key, Held from, Held to) {
    Held more = to.minus(from);
    Map<String, String> names = new HashMap<>(Map.of("#f", key.folded()));
    Item values =
        new Item()
            .text(":to", to.text())
            .number(":chats", more.chats())
            .number(":answered", more.answered())
            .number(":missed", more.missed());
    String condition = from.isNothing() ? "attribute_not_exists(#f)" : "#f = :from";
    if (!from.isNothing()) {
      values.text(":from", from.text());
    }
    String forgotten =
        IntStream.rangeClosed(1, key.day().getDayOfMonth() - REMEMBERED_DAYS)
            .mapToObj(day -> {
              names.put("#o" + day, key.folded(day));
              return "#o" + day;
            })
            .collect(Collectors.joining(", "));
    return rows.update(
        tenant,
        key.month().toString(),
        update ->
            update
                .updateExpression(
                    "SET #f = :to ADD chats :chats, answered :answered, missed :missed"
                        + (forgotten.isEmpty() ? "" : " REMOVE " + forgotten))
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values.build()));
  }

  private static Month month(HourKey key, Map<String, AttributeValue> item) {
    Row row = new Row(item);
    return new Month(
        new Use(
            key.month().toString(),
            row.number("chats", 0),
            row.number("answered", 0),
            row.number("missed", 0)),
        item);
  }
}
