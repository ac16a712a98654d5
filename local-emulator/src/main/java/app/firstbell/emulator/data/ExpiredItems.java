package app.firstbell.emulator.data;

import app.firstbell.emulator.time.EmulatorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/// Deletes items whose time to live is over, by the emulator's clock: after each move of it, and
/// every few seconds (AWS promises a few days). It remembers when items expire as they are written,
/// and looks through the tables only once, for what a data directory kept. Expired items older than
/// five years stay, as on AWS. Deleting costs nothing.
public final class ExpiredItems implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ExpiredItems.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int PAGE = 200;
  private static final long OLDEST_SECONDS = Duration.ofDays(5 * 365).toSeconds();
  private static final int REMEMBERED = 10_000;

  private final TableEngine tables;
  private final EmulatorClock clock;
  private final Semaphore moved = new Semaphore(0);
  private final PriorityBlockingQueue<Expiry> expiries = new PriorityBlockingQueue<>();
  private final Map<Expiry, Boolean> deleted =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Expiry, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Thread sweeper;
  private volatile boolean closed;

  /// When an item's time is over, in epoch seconds.
  private record Expiry(long seconds, String table, Map<String, AttributeValue> keys)
      implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      return Long.compare(seconds, other.seconds);
    }
  }

  private ExpiredItems(TableEngine tables, EmulatorClock clock) {
    this.tables = tables;
    this.clock = clock;
    this.sweeper = Thread.ofPlatform().name("time to live").daemon().unstarted(this::run);
    clock.onAdvance(moved::release);
  }

  static ExpiredItems start(TableEngine tables, EmulatorClock clock) {
    var expired = new ExpiredItems(tables, clock);
    expired.sweeper.start();
    return expired;
  }

  /// Says that an item was written, whole or as far as it is known.
  void written(String table, Map<String, AttributeValue> item) {
    tables.schema(table).flatMap(schema -> expiry(schema, item)).ifPresent(expiries::add);
  }

  /// Says that an update may have set an item's time to live.
  void updated(String table, Map<String, AttributeValue> keys) {
    written(table, tables.client().getItem(r -> r.tableName(table).key(keys)).item());
  }

  /// Whether the expression of an update speaks of the table's time to live.
  boolean concerns(String table, String expression, Map<String, String> names) {
    String ttl = tables.schema(table).flatMap(TableSchema::ttlAttribute).orElse("");
    return !ttl.isEmpty() && (expression.contains(ttl) || names.containsValue(ttl));
  }

  private static Optional<Expiry> expiry(TableSchema schema, Map<String, AttributeValue> item) {
    AttributeValue ttl = schema.ttlAttribute().map(item::get).orElse(null);
    if (ttl == null || ttl.n() == null || !ttl.n().matches("\\d{1,15}")) {
      return Optional.empty();
    }
    Map<String, AttributeValue> keys = new HashMap<>(item);
    keys.keySet().retainAll(schema.keys().getOrDefault("", List.of()));
    return Optional.of(new Expiry(Long.parseLong(ttl.n()), schema.name(), keys));
  }

  private void run() {
    List<TableSchema> unseen = new ArrayList<>(tables.schemas());
    try {
      while (!closed) {
        unseen.removeIf(table -> tried(table.name(), () -> lookThrough(table)));
        if (moved.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          moved.drainPermits();
        }
        sweep();
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /// What fails is tried again after the next pause: one item must not stop all others.
  ///
  /// @return whether it was done
  private boolean tried(String table, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException e) {
      if (!closed) {
        log.warn("expired items of {} are deleted later", table, e);
      }
      return false;
    }
  }

  private void lookThrough(TableSchema table) {
    if (table.ttlAttribute().isEmpty()) {
      return;
    }
    Map<String, AttributeValue> from = Map.of();
    do {
      var page =
          ScanRequest.builder()
              .tableName(table.name())
              .limit(PAGE)
              .filterExpression("attribute_exists(#ttl)")
              .expressionAttributeNames(Map.of("#ttl", table.ttlAttribute().get()));
      ScanResponse found =
          tables
              .client()
              .scan(from.isEmpty() ? page.build() : page.exclusiveStartKey(from).build());
      found.items().forEach(item -> written(table.name(), item));
      from = found.lastEvaluatedKey();
    } while (!closed && !from.isEmpty());
  }

  private void sweep() {
    long now = clock.instant().getEpochSecond();
    List<Expiry> failed = new ArrayList<>();
    for (Expiry next = expiries.peek();
        !closed && next != null && next.seconds() <= now;
        next = expiries.peek()) {
      Expiry due = expiries.poll();
      if (due != null
          && due.seconds() > now - OLDEST_SECONDS
          && !tried(due.table(), () -> delete(due))) {
        failed.add(due);
      }
    }
    expiries.addAll(failed);
  }

  private void delete(Expiry due) {
    String ttl = tables.schema(due.table()).flatMap(TableSchema::ttlAttribute).orElseThrow();
    synchronized (deleted) {
      deleted.put(due, true);
    }
    try {
      tables
          .client()
          .deleteItem(r ->
              r.tableName(due.table())
                  .key(due.keys())
                  // Whoever prolonged or removed it meanwhile is right.
                  .conditionExpression("#ttl = :ttl")
                  .expressionAttributeNames(Map.of("#ttl", ttl))
                  .expressionAttributeValues(
                      Map.of(":ttl", AttributeValue.fromN(Long.toString(due.seconds())))));
      tables.written(due.table());
    } catch (ConditionalCheckFailedException _) {
      synchronized (deleted) {
        deleted.remove(due);
      }
    }
  }

  /// Whether the removal of this item was ours: its stream record says then that DynamoDB did it.
  public boolean deleted(
      String table, Map<String, AttributeValue> keys, Map<String, AttributeValue> oldImage) {
    return tables
        .schema(table)
        .flatMap(schema -> expiry(schema, oldImage))
        .map(e -> new Expiry(e.seconds(), table, new HashMap<>(keys)))
        .map(e -> {
          synchronized (deleted) {
            return deleted.containsKey(e);
          }
        })
        .orElse(false);
  }

  @Override
  public void close() {
    // Not interrupted: it may be inside the engine.
    closed = true;
    moved.release();
    try {
      sweeper.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
