package app.firstbell.chat;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/// Counts the chats that there are, by looking at every one of them in the index `lists`: what
/// counters are held against. For a daily check, not for a request.
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

  /// Chats of a stretch of time.
  ///
  /// @param begun those that were refused since the plan's were used up are not among them
  public record Chats(long begun, long answered, long missed) {
    public static final Chats NONE = new Chats(0, 0, 0);

    public Chats plus(Chats other) {
      return new Chats(begun + other.begun, answered + other.answered, missed + other.missed);
    }
  }

  /// The chats of some organizations, by the quarter of an hour in which they began, were answered
  /// or missed.
  public Map<TenantId, Map<Instant, Chats>> take(Set<TenantId> tenants) {
    Map<TenantId, Map<Instant, Chats>> found = new HashMap<>();
    ScanRequest.Builder scan =
        ScanRequest.builder()
            .tableName(table)
            .indexName(ChatTable.LISTS_INDEX)
            .projectionExpression("pk, sk, #state, why, startedAt, acceptedAt, endedAt")
            .expressionAttributeNames(Map.of("#state", "state"));
    if (tenants.size() == 1) {
      scan.filterExpression("begins_with(pk, :of)")
          .expressionAttributeValues(
              new Item().text(":of", tenants.iterator().next() + "#chat#").build());
    }
    for (Map<String, AttributeValue> item : client.scanPaginator(scan.build()).items()) {
      Row row = new Row(item);
      tenant(row)
          .filter(tenants::contains)
          .ifPresent(tenant -> add(found.computeIfAbsent(tenant, _ -> new TreeMap<>()), row));
    }
    return found;
  }

  /// Other items stand in the index too: connections of agents, for one.
  private static Optional<TenantId> tenant(Row row) {
    String pk = row.text("pk");
    int end = pk.indexOf("#chat#");
    return end < 0 || !row.text("sk").equals(ChatTable.HEAD)
        ? Optional.empty()
        : Optional.of(new TenantId(pk.substring(0, end)));
  }

  private static void add(Map<Instant, Chats> chats, Row row) {
    boolean isMissed = "missed".equals(row.textOrNull("state"));
    boolean isRefused = isMissed && MissReason.CHATS_USED_UP.word().equals(row.textOrNull("why"));
    if (!isRefused) {
      add(chats, row.instantOrNull("startedAt"), new Chats(1, 0, 0));
    }
    add(chats, row.instantOrNull("acceptedAt"), new Chats(0, 1, 0));
    if (isMissed) {
      add(chats, row.instantOrNull("endedAt"), new Chats(0, 0, 1));
    }
  }

  private static void add(Map<Instant, Chats> chats, @Nullable Instant at, Chats one) {
    if (at != null) {
      long millis = at.toEpochMilli();
      Instant quarter = Instant.ofEpochMilli(millis - Math.floorMod(millis, QUARTER.toMillis()));
      chats.merge(quarter, one, Chats::plus);
    }
  }
}
