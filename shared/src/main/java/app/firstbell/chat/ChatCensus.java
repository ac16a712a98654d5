package app.firstbell.chat;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/// Tells the chats that are over, by looking at every chat in the index `lists`: what was counted
/// is held against it. For a daily check, not for a request.
///
/// Chats that go on are left alone, for such a one moves in the index when its stage changes, and a
/// scan may meet it twice or not at all. One that is over stays where it is; the index shows it a
/// moment late.
public final class ChatCensus {
  /// Months begin at a quarter of an hour in every timezone that there is.
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final DynamoDbClient client;
  private final String table;

  /// @param table `Chats`
  public ChatCensus(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Chats that were over in a stretch of time.
  ///
  /// @param over those that were refused since the plan's were used up are not among them
  public record Chats(long over, long answered, long missed) {
    public static final Chats NONE = new Chats(0, 0, 0);

    public Chats plus(Chats other) {
      return new Chats(over + other.over, answered + other.answered, missed + other.missed);
    }
  }

  /// One chat that is over.
  public record Over(ChatId chat, Instant endedAt, Chats counts) {}

  /// The chats of some organizations, by the quarter of an hour in which they ended.
  public Map<TenantId, Map<Instant, Chats>> take(Set<TenantId> tenants) {
    Map<TenantId, Map<Instant, Chats>> found = new HashMap<>();
    scan(
        tenants,
        (tenant, over) ->
            found
                .computeIfAbsent(tenant, _ -> new TreeMap<>())
                .merge(quarter(over.endedAt()), over.counts(), Chats::plus));
    return found;
  }

  /// The chats of some organizations, one by one.
  public Map<TenantId, List<Over>> each(Set<TenantId> tenants) {
    Map<TenantId, List<Over>> found = new HashMap<>();
    scan(
        tenants, (tenant, over) -> found.computeIfAbsent(tenant, _ -> new ArrayList<>()).add(over));
    return found;
  }

  private void scan(Set<TenantId> tenants, BiConsumer<TenantId, Over> each) {
    Map<String, AttributeValue> values = new HashMap<>();
    String filter = "attribute_exists(endedAt)";
    if (tenants.size() == 1) {
      filter += " AND begins_with(pk, :of)";
      values.putAll(new Item().text(":of", tenants.iterator().next() + "#chat#").build());
    }
    ScanRequest.Builder scan =
        ScanRequest.builder()
            .tableName(table)
            .indexName(ChatTable.LISTS_INDEX)
            .projectionExpression("pk, sk, #state, why, endedAt")
            .filterExpression(filter)
            .expressionAttributeNames(Map.of("#state", "state"));
    if (!values.isEmpty()) {
      scan.expressionAttributeValues(values);
    }
    for (Map<String, AttributeValue> item : client.scanPaginator(scan.build()).items()) {
      Row row = new Row(item);
      tenant(row).filter(tenants::contains).ifPresent(tenant -> each.accept(tenant, over(row)));
    }
  }

  /// Other items stand in the index too: connections of agents, for one.
  private static Optional<TenantId> tenant(Row row) {
    String pk = row.text("pk");
    int end = pk.indexOf("#chat#");
    return end < 0 || !row.text("sk").equals(ChatTable.HEAD)
        ? Optional.empty()
        : Optional.of(new TenantId(pk.substring(0, end)));
  }

  private static Over over(Row row) {
    boolean isMissed = "missed".equals(row.textOrNull("state"));
    boolean isRefused = isMissed && MissReason.CHATS_USED_UP.word().equals(row.textOrNull("why"));
    return new Over(
        HeadItem.chatId(row),
        row.instant("endedAt"),
        new Chats(isRefused ? 0 : 1, isMissed ? 0 : 1, isMissed ? 1 : 0));
  }

  private static Instant quarter(Instant at) {
    long millis = at.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, QUARTER.toMillis()));
  }
}
