package app.firstbell.use;

import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads what an organization used, from the rows of its hours.
///
/// Price: half a read unit for each 4 KB of rows; a month of a small organization is some 200 rows
/// of less than 1 KB.
public final class UseReader {
  private final DynamoDbClient client;
  private final String table;

  /// @param table `Accounts`
  public UseReader(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// By what use is summed up.
  public enum Grouping {
    DAY,
    ROOM,
    AGENT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Grouping> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
  }

  /// The use of some days, both ends included, each day as the organization's clock showed it.
  ///
  /// @return by day `2026-11-22` (every day of the range, also those without any use), by the ids
  ///   of rooms, or by the ids of agents, an operator's being `{home}--{id}`
  public Map<String, Tally> read(
      TenantId tenant, LocalDate from, LocalDate until, Grouping grouping) {
    Map<String, Tally> sums = new TreeMap<>();
    BiConsumer<String, Tally> add = (key, tally) -> sums.merge(key, tally, Tally::plus);
    if (grouping == Grouping.DAY) {
      from.datesUntil(until.plusDays(1)).forEach(day -> sums.put(day.toString(), Tally.NONE));
    }
    for (Map<String, AttributeValue> item : rows(tenant, from, until)) {
      switch (grouping) {
        case DAY -> {
          AttributeValue sk = item.get("sk");
          if (sk != null) {
            add.accept(HourKey.parse(sk.s()).day().toString(), HourItem.whole(item));
          }
        }
        case ROOM -> HourItem.rooms(item).forEach((room, tally) -> add.accept(room.value(), tally));
        case AGENT ->
            HourItem.agents(item).forEach((agent, tally) -> add.accept(agent.value(), tally));
      }
    }
    return sums;
  }

  private Iterable<Map<String, AttributeValue>> rows(
      TenantId tenant, LocalDate from, LocalDate until) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :until")
                .expressionAttributeValues(
                    new Item()
                        .text(":pk", HourKey.pk(tenant))
                        .text(":from", HourKey.before(from))
                        .text(":until", HourKey.before(until.plusDays(1)))
                        .build()))
        .items();
  }
}
