package app.firstbell.use;

import app.firstbell.dynamo.Contention;
import app.firstbell.organization.TenantId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Counts entries of chats into the rows of their hours, each once.
///
/// One update adds a batch's entries of an hour to the counters and their ids to a set, on
/// condition that none of them is in it: so an entry is counted and known to be counted in one
/// write, whoever delivers it again, and after whatever crash. Where the condition fails, the row
/// that it answers with says which entries are known, and the others are tried again.
///
/// Price: one write unit for each KB of the row, for each organization, hour and batch. Low-level
/// calls, for that is the point.
public final class UseCounter {
  /// Each id takes three operators of the condition, of which DynamoDB allows 300.
  private static final int TOGETHER = 90;

  /// Ids in a row before it is full: 16 KB of them. It bounds what an update costs, and keeps rows
  /// far below DynamoDB's 400 KB.
  static final int FULL = 2_000;

  private static final int TRIES = 40;

  private final UseRows rows;
  private final int full;

  /// The ids of rows that are full. They are never added to again, so what is known of them stays
  /// true, and a failed condition on them (which costs as much as the row) is met once.
  private final Map<String, Set<SdkBytes>> fullRows = new ConcurrentHashMap<>();

  public UseCounter(DynamoDbClient client, String table, Contention contention) {
    this(client, table, contention, FULL);
  }

  /// @param full ids in a row before it is full; tests have small ones
  public UseCounter(DynamoDbClient client, String table, Contention contention, int full) {
    this.rows = new UseRows(client, table, contention);
    this.full = full;
  }

  /// A row after it was counted into.
  ///
  /// @param now all that it holds
  /// @param added what of it came by the entries given, now or by an earlier delivery of them
  record Touched(HourKey key, Tally now, Tally added) {}

  /// Counts; entries that were counted before change nothing.
  List<Touched> count(TenantId tenant, ZoneId zone, List<Counted> counted) {
    Map<HourKey, Map<SdkBytes, Counted>> hours = new LinkedHashMap<>();
    for (Counted one : counted) {
      hours
          .computeIfAbsent(HourKey.of(one.at(), zone), _ -> new LinkedHashMap<>())
          .putIfAbsent(one.id(), one);
    }
    Map<HourKey, Touched> touched = new LinkedHashMap<>();
    hours.forEach((hour, all) -> {
      List<Counted> ofHour = List.copyOf(all.values());
      for (int from = 0; from < ofHour.size(); from += TOGETHER) {
        List<Counted> part = ofHour.subList(from, Math.min(ofHour.size(), from + TOGETHER));
        for (Touched row : count(tenant, zone, hour, new ArrayList<>(part))) {
          touched.merge(row.key(), row, UseCounter::later);
        }
      }
    });
    return List.copyOf(touched.values());
  }

  private static Touched later(Touched earlier, Touched later) {
    return new Touched(later.key(), later.now(), earlier.added().plus(later.added()));
  }

  private List<Touched> count(TenantId tenant, ZoneId zone, HourKey hour, List<Counted> left) {
    Map<HourKey, Touched> touched = new LinkedHashMap<>();
    HourKey key = hour;
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt == TRIES) {
        throw new IllegalStateException("the row " + key.sk() + " takes no entry: it is a defect");
      }
      Set<SdkBytes> known = fullRows.get(tenant + key.sk());
      if (known != null && left.stream().noneMatch(one -> known.contains(one.id()))) {
        key = key.next();
        continue;
      }
      try {
        Tally now = HourItem.whole(add(tenant, zone, key, left));
        touched.merge(key, new Touched(key, now, sum(left)), UseCounter::later);
        return List.copyOf(touched.values());
      } catch (ConditionalCheckFailedException failed) {
        Map<String, AttributeValue> row = rows.inTheWay(tenant, key.sk(), failed);
        Set<SdkBytes> seen = HourItem.seen(row);
        List<Counted> before = left.stream().filter(one -> seen.contains(one.id())).toList();
        if (!before.isEmpty()) {
          left.removeAll(before);
          touched.merge(key, new Touched(key, HourItem.whole(row), sum(before)), UseCounter::later);
        }
        if (seen.size() >= full) {
          fullRows.put(tenant + key.sk(), seen);
          key = key.next();
        }
      }
    }
    return List.copyOf(touched.values());
  }

  private Map<String, AttributeValue> add(
      TenantId tenant, ZoneId zone, HourKey key, List<Counted> counted) {
    Map<String, String> names =
        new HashMap<>(Map.of("#seen", HourItem.SEEN, "#zone", HourItem.ZONE));
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> sums = new ArrayList<>();
    HourItem.additions(counted)
        .forEach((name, value) -> {
          String alias = "c" + sums.size();
          names.put("#" + alias, name);
          values.put(":" + alias, AttributeValue.fromN(Long.toString(value)));
          sums.add("#" + alias + " :" + alias);
        });
    values.put(":ids", AttributeValue.fromBs(counted.stream().map(Counted::id).toList()));
    values.put(":zone", AttributeValue.fromS(zone.getId()));
    values.put(":full", AttributeValue.fromN(Integer.toString(full)));
    StringBuilder condition =
        new StringBuilder("attribute_not_exists(#seen) OR (size(#seen) < :full");
    for (int i = 0; i < counted.size(); i++) {
      values.put(":i" + i, AttributeValue.fromB(counted.get(i).id()));
      condition.append(" AND NOT contains(#seen, :i").append(i).append(')');
    }
    return rows.update(
        tenant,
        key.sk(),
        update ->
            update
                .updateExpression("SET #zone = :zone ADD #seen :ids, " + String.join(", ", sums))
                .conditionExpression(condition.append(')').toString())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values));
  }

  private static Tally sum(List<Counted> counted) {
    return counted.stream().map(Counted::tally).reduce(Tally.NONE, Tally::plus);
  }
}
