package app.firstbell.emulator.data;

import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.time.EmulatorClock;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/// The stream of changes of one table, read shard by shard, as Lambda's records.
///
/// A read is dear here: the engine keeps the changes of all tables in one place, looks through
/// those of the others as well, and has one thread for everything. So a page that one reader has
/// read is kept for the other that comes to the same place.
public final class TableStream {
  private static final int PAGE = 1_000;
  private static final int KEPT_PAGES = 8;
  // The engine rounds a record's time down to the minute; younger than this it was seen at once.
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final TableEngine engine;
  private final ExpiredItems expired;
  private final EmulatorClock clock;
  private final String table;
  private final String arn;
  private final String engineArn;
  private final Map<Place, Page> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Page> eldest) {
          return size() > KEPT_PAGES;
        }
      };

  private TableStream(
      TableEngine engine,
      ExpiredItems expired,
      EmulatorClock clock,
      String table,
      String arn,
      String engineArn) {
    this.engine = engine;
    this.expired = expired;
    this.clock = clock;
    this.table = table;
    this.arn = arn;
    this.engineArn = engineArn;
  }

  /// A change of an item.
  ///
  /// @param partitionKey as JSON; changes of the same one keep their order
  /// @param record as Lambda gives it to a function
  /// @param arrivedAt epoch milliseconds by the emulator's clock
  public record Change(
      String shardId,
      String sequenceNumber,
      String partitionKey,
      ObjectNode record,
      long arrivedAt) {}

  /// A part of the stream. A shard without a parent that is still there may be read at once.
  public record Shard(String id, Optional<String> parent) {}

  /// Where a reader stands in a shard: behind a sequence number, or at the oldest record there is.
  private record Place(String shardId, Optional<String> after) {}

  /// @param next the iterator behind these changes; empty when the shard is closed and ends here
  private record Page(List<Change> changes, Optional<String> next) {}

  /// @param arn the stream's ARN in the template; records carry it
  /// @return empty when no table of the template has this stream
  static Optional<TableStream> of(
      TableEngine engine, ExpiredItems expired, EmulatorClock clock, String arn) {
    return engine.schemas().stream()
        .filter(s -> arn.startsWith(s.arn() + "/stream/"))
        .findFirst()
        .flatMap(s ->
            Optional.ofNullable(
                    engine
                        .client()
                        .describeTable(r -> r.tableName(s.name()))
                        .table()
                        .latestStreamArn())
                .map(own -> new TableStream(engine, expired, clock, s.name(), arn, own)));
  }

  /// Calls `wake` after each write to the table.
  public void onWrite(Runnable wake) {
    engine.onWrite(table, wake);
  }

  /// All shards, parents before their children.
  public List<Shard> shards() {
    List<Shard> all = new ArrayList<>();
    String from = null;
    do {
      var request = DescribeStreamRequest.builder().streamArn(engineArn);
      var page =
          engine
              .streams()
              .describeStream(request.exclusiveStartShardId(from).build())
              .streamDescription();
      page.shards()
          .forEach(s -> all.add(new Shard(s.shardId(), Optional.ofNullable(s.parentShardId()))));
      from = page.lastEvaluatedShardId();
    } while (from != null);
    return all;
  }

  /// Opens a shard.
  ///
  /// @param after the last sequence number that is done; empty for the oldest record there is
  public Cursor open(String shardId, Optional<String> after) {
    return new Cursor(shardId, after);
  }

  /// Reads one shard forward. Not thread safe.
  public final class Cursor {
    private final String shardId;
    private Optional<String> last;
    private @Nullable String iterator;

    private Cursor(String shardId, Optional<String> after) {
      this.shardId = shardId;
      this.last = after;
      this.iterator = iterator();
    }

    /// The next changes, none when there are none yet.
    public List<Change> next() {
      if (iterator == null) {
        return List.of();
      }
      Page page;
      try {
        page = page(new Place(shardId, last), iterator);
      } catch (ExpiredIteratorException | TrimmedDataAccessException e) {
        // The engine calls an iterator trimmed too that was opened on a shard without any record
        // yet. A new one reads what has come since.
        iterator = iterator();
        page = page(new Place(shardId, last), iterator);
      }
      if (!page.changes().isEmpty()) {
        last = Optional.of(page.changes().getLast().sequenceNumber());
      }
      iterator = page.next().orElse(null);
      return page.changes();
    }

    /// Whether there may be more to read at once: behind a full page.
    public boolean hasMore(List<Change> page) {
      return page.size() == PAGE;
    }

    /// The shard is closed and everything in it was read.
    public boolean ended() {
      return iterator == null;
    }

    private String iterator() {
      try {
        return engine
            .streams()
            .getShardIterator(r ->
                r.streamArn(engineArn)
                    .shardId(shardId)
                    .shardIteratorType(
                        last.isPresent()
                            ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                            : ShardIteratorType.TRIM_HORIZON)
                    .sequenceNumber(last.orElse(null)))
            .shardIterator();
      } catch (TrimmedDataAccessException e) {
        last = Optional.empty();
        return iterator();
      }
    }
  }

  private synchronized Page page(Place place, String iterator) {
    Page kept = recent.get(place);
    if (kept != null) {
      return kept;
    }
    GetRecordsResponse read =
        engine.streams().getRecords(r -> r.shardIterator(iterator).limit(PAGE));
    Page page =
        new Page(
            read.records().stream().map(record -> change(place.shardId(), record)).toList(),
            Optional.ofNullable(read.nextShardIterator()));
    if (!page.changes().isEmpty()) {
      recent.put(place, page);
    }
    return page;
  }

  private Change change(String shardId, Record record) {
    var stream = record.dynamodb();
    long now = clock.millis();
    Instant told = stream.approximateCreationDateTime();
    boolean fresh = told.plus(FRESH).isAfter(Instant.now());
    long arrivedAt = fresh ? now : told.plus(clock.offset()).toEpochMilli();
    ObjectNode change = tree(stream);
    change.put("ApproximateCreationDateTime", arrivedAt / 1000);
    ObjectNode json =
        JsonProtocol.MAPPER
            .createObjectNode()
            .put("eventID", record.eventID())
            .put("eventName", record.eventNameAsString())
            .put("eventVersion", "1.1")
            .put("eventSource", "aws:dynamodb")
            .put("awsRegion", Assembly.REGION);
    json.set("dynamodb", change);
    json.put("eventSourceARN", arn);
    if (record.eventName() == OperationType.REMOVE
        && expired.deleted(table, stream.keys(), stream.oldImage())) {
      json.putObject("userIdentity")
          .put("type", "Service")
          .put("principalId", "dynamodb.amazonaws.com");
    }
    String hash = engine.schema(table).map(TableSchema::hashKey).orElse("");
    AttributeValue key = stream.keys().get(hash);
    return new Change(shardId, stream.sequenceNumber(), String.valueOf(key), json, arrivedAt);
  }

  private static ObjectNode tree(software.amazon.awssdk.core.SdkPojo pojo) {
    try {
      return (ObjectNode) JsonProtocol.MAPPER.readTree(SdkJson.write(pojo));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
