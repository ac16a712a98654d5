package app.firstbell.use;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads what an organization used, from the parts of its months.
///
/// Price: half a read unit for each 4 KB of the months concerned, whole; a month of 500 chats is
/// about 40 KB.
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
      for (Counted chat : chats(item)) {
        if (!chat.day().isBefore(from) && !chat.day().isAfter(until)) {
          switch (grouping) {
            case DAY -> add.accept(chat.day().toString(), chat.tally());
            case ROOM -> add.accept(chat.room().value(), chat.tally());
            case AGENT -> chat.agent().ifPresent(agent -> add.accept(agent.value(), chat.tally()));
          }
        }
      }
    }
    return sums;
  }

  private static Collection<Counted> chats(Map<String, AttributeValue> item) {
    String sk = new Row(item).text("sk");
    return PartKey.isPart(sk) ? Part.of(PartKey.parse(sk), item).chats().values() : List.of();
  }

  /// The months' own rows lie between their parts.
  private Iterable<Map<String, AttributeValue>> rows(
      TenantId tenant, LocalDate from, LocalDate until) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :until")
                .expressionAttributeValues(
                    new Item()
                        .text(":pk", PartKey.pk(tenant))
                        .text(":from", YearMonth.from(from).toString())
                        .text(":until", YearMonth.from(until).plusMonths(1).toString())
                        .build()))
        .items();
  }
}
