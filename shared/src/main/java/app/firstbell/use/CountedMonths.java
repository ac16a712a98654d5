package app.firstbell.use;

import app.firstbell.chat.ChatCensus.Chats;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Books.ChatsCounted;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What was counted of an organization's chats, to be held against the chats that there are.
///
/// @param hours the sums of the hours' rows, by month
/// @param months the months' own rows
/// @param zones in which timezones hours were counted: more than one if it was changed
record CountedMonths(Map<YearMonth, Chats> hours, Map<YearMonth, Chats> months, Set<String> zones) {
  /// Chats are counted within seconds, if nothing is wrong; how long it may take before the
  /// difference is one.
  static final Duration LATEST = Duration.ofHours(1);

  /// Reads every row of an organization's use, consistently.
  static CountedMonths read(DynamoDbClient client, String table, TenantId tenant) {
    Map<YearMonth, Chats> hours = new TreeMap<>();
    Map<YearMonth, Chats> months = new TreeMap<>();
    Set<String> zones = new HashSet<>();
    for (Map<String, AttributeValue> item :
        client
            .queryPaginator(query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(new Item().text(":pk", HourKey.pk(tenant)).build())
                    .consistentRead(true))
            .items()) {
      Row row = new Row(item);
      String sk = row.text("sk");
      if (sk.startsWith(HourKey.PREFIX)) {
        Tally whole = HourItem.whole(item);
        hours.merge(
            HourKey.parse(sk).month(),
            new Chats(whole.chats(), whole.answered(), whole.missed()),
            Chats::plus);
        String zone = row.textOrNull(HourItem.ZONE);
        if (zone != null) {
          zones.add(zone);
        }
      } else {
        months.put(
            YearMonth.parse(sk),
            new Chats(row.number("chats", 0), row.number("answered", 0), row.number("missed", 0)));
      }
    }
    return new CountedMonths(hours, months, zones);
  }

  /// Compares, month by month; over all months together if the timezone was changed, since nobody
  /// knows when.
  ///
  /// @param chats that there are, by the quarter of an hour
  List<ChatsCounted> beside(Map<Instant, Chats> chats, ZoneId zone, Instant now) {
    List<ChatsCounted> all = new ArrayList<>();
    Set<YearMonth> known = new TreeSet<>(hours.keySet());
    known.addAll(months.keySet());
    for (YearMonth month : known) {
      Chats sum = hours.getOrDefault(month, Chats.NONE);
      Chats row = months.getOrDefault(month, Chats.NONE);
      compare(all, month + "'s row and its hours", row, sum, sum);
    }
    Instant settled = now.minus(LATEST);
    if (zones.size() > 1 || !Set.of(zone.getId()).containsAll(zones)) {
      compare(
          all,
          "all months",
          hours.values().stream().reduce(Chats.NONE, Chats::plus),
          chats.entrySet().stream()
              .filter(quarter -> quarter.getKey().isBefore(settled))
              .map(Map.Entry::getValue)
              .reduce(Chats.NONE, Chats::plus),
          chats.values().stream().reduce(Chats.NONE, Chats::plus));
      return all;
    }
    Map<YearMonth, Chats> least = new TreeMap<>();
    Map<YearMonth, Chats> most = new TreeMap<>();
    chats.forEach((quarter, some) -> {
      YearMonth month = YearMonth.from(quarter.atZone(zone));
      most.merge(month, some, Chats::plus);
      if (quarter.isBefore(settled)) {
        least.merge(month, some, Chats::plus);
      }
    });
    known.addAll(most.keySet());
    for (YearMonth month : known) {
      compare(
          all,
          month.toString(),
          hours.getOrDefault(month, Chats.NONE),
          least.getOrDefault(month, Chats.NONE),
          most.getOrDefault(month, Chats.NONE));
    }
    return all;
  }

  private static void compare(
      List<ChatsCounted> all, String where, Chats counted, Chats least, Chats most) {
    compare(all, where, Chats::begun, counted, least, most);
    compare(all, where + ", answered", Chats::answered, counted, least, most);
    compare(all, where + ", missed", Chats::missed, counted, least, most);
  }

  private static void compare(
      List<ChatsCounted> all,
      String where,
      ToLongFunction<Chats> what,
      Chats counted,
      Chats least,
      Chats most) {
    long is = what.applyAsLong(counted);
    long atLeast = what.applyAsLong(least);
    long atMost = what.applyAsLong(most);
    all.add(new ChatsCounted(where, is, Math.clamp(is, atLeast, Math.max(atLeast, atMost))));
  }
}
