package app.firstbell.emulator.stream;

import app.firstbell.emulator.data.TableStream;
import app.firstbell.emulator.data.TableStream.Change;
import app.firstbell.emulator.data.TableStream.Cursor;
import app.firstbell.emulator.data.TableStream.Shard;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.time.EmulatorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A table's stream into a function. Reads when something was written to the table, and otherwise
/// hardly ever, where AWS looks four times a second: what comes is the same, and a look is dear
/// here.
final class StreamMapping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamMapping.class);

  /// For new shards, and in case that something was written past the emulator.
  private static final Duration LOOK = Duration.ofSeconds(10);

  /// Between two reads, so that changes gather: each read is work for the engine, which has one
  /// thread for everything. AWS leaves 250 ms (four reads a second of a shard).
  private static final long GATHER_MILLIS = 40;

  private static final long AGAIN_MILLIS = 250;
  private static final int MOST_OPEN = 20_000;

  private final MappingSettings settings;
  private final TableStream stream;
  private final Checkpoints checkpoints;
  private final Stats stats;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Thread reader;
  private final Map<String, Cursor> cursors = new HashMap<>();
  private final Map<String, ShardProgress> progress = new ConcurrentHashMap<>();
  private final Set<String> finished = new HashSet<>();
  private final Semaphore written = new Semaphore(0);
  private long lookForShards = System.nanoTime();
  private volatile boolean closed;

  private StreamMapping(
      MappingSettings settings, TableStream stream, Checkpoints checkpoints, Stats stats) {
    this.settings = settings;
    this.stream = stream;
    this.checkpoints = checkpoints;
    this.stats = stats;
    this.reader = thread("reader", this::read);
  }

  /// Starts reading. With `LATEST`, what is written from now on is delivered.
  static StreamMapping start(
      MappingSettings settings,
      TableStream stream,
      Functions functions,
      FailureNotes notes,
      Checkpoints checkpoints,
      EmulatorClock clock,
      Stats stats) {
    var mapping = new StreamMapping(settings, stream, checkpoints, stats);
    if (!checkpoints.knows(settings.logicalId())) {
      mapping.takePosition();
    }
    for (int i = 0; i < settings.parallelization(); i++) {
      Lane lane = new Lane(settings, clock);
      mapping.lanes.add(lane);
      clock.onAdvance(lane::wake);
      var delivery = new BatchDelivery(settings, functions, notes, clock, stats, mapping::done);
      mapping.thread("lane " + i, () -> mapping.deliver(lane, delivery));
    }
    stream.onWrite(mapping.written::release);
    mapping.threads.forEach(Thread::start);
    return mapping;
  }

  private Thread thread(String name, Runnable run) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("mapping " + settings.logicalId() + " " + name)
            .unstarted(run);
    threads.add(thread);
    return thread;
  }

  /// Where a mapping begins that has not read before.
  private void takePosition() {
    for (Shard shard : stream.shards()) {
      String position = "";
      if (settings.start() == MappingSettings.Start.LATEST) {
        Cursor cursor = stream.open(shard.id(), Optional.empty());
        List<Change> page = cursor.next();
        while (!page.isEmpty()) {
          position = page.getLast().sequenceNumber();
          page = cursor.next();
        }
      }
      checkpoints.reached(settings.logicalId(), shard.id(), position);
    }
  }

  private void read() {
    try {
      while (!closed) {
        if (!readOrSay()) {
          rest();
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /// Whether there may be more to read already, such as what could not be read.
  private boolean readOrSay() throws InterruptedException {
    try {
      if (System.nanoTime() >= lookForShards || cursors.isEmpty()) {
        openShards();
        lookForShards = System.nanoTime() + LOOK.toNanos();
      }
      return readOnce();
    } catch (RuntimeException e) {
      if (!closed) {
        log.warn("mapping {} could not read its stream: {}", settings.logicalId(), e.toString());
        Thread.sleep(AGAIN_MILLIS);
      }
      return true;
    }
  }

  /// Until a write, at most until the next look.
  private void rest() throws InterruptedException {
    Thread.sleep(GATHER_MILLIS);
    if (written.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      written.drainPermits();
    }
  }

  private void openShards() {
    List<Shard> shards = stream.shards();
    Set<String> there = shards.stream().map(Shard::id).collect(Collectors.toSet());
    for (Shard shard : shards) {
      boolean parentDone =
          shard.parent().filter(there::contains).map(finished::contains).orElse(true);
      if (parentDone && !finished.contains(shard.id()) && !cursors.containsKey(shard.id())) {
        progress.put(shard.id(), new ShardProgress(checkpoints, settings.logicalId(), shard.id()));
        cursors.put(
            shard.id(), stream.open(shard.id(), checkpoints.of(settings.logicalId(), shard.id())));
      }
    }
  }

  /// Whether there may be more to read already.
  private boolean readOnce() throws InterruptedException {
    boolean more = false;
    for (var entry : List.copyOf(cursors.entrySet())) {
      ShardProgress shard = progress.get(entry.getKey());
      while (!closed && shard != null && shard.open() > MOST_OPEN) {
        Thread.sleep(GATHER_MILLIS);
      }
      List<Change> changes = entry.getValue().next();
      more |= entry.getValue().hasMore(changes);
      changes.forEach(this::giveOut);
      if (entry.getValue().ended() && shard != null) {
        more = true;
        if (shard.open() == 0) {
          finished.add(entry.getKey());
          cursors.remove(entry.getKey());
          openShards();
        } else {
          Thread.sleep(GATHER_MILLIS);
        }
      }
    }
    return more;
  }

  private void giveOut(Change change) {
    ShardProgress shard = progress.get(change.shardId());
    if (shard != null) {
      shard.gaveOut(change);
    }
    if (settings.wants(change.record())) {
      stats.count("mapping." + settings.logicalId() + ".records");
      lanes.get(Math.floorMod(change.partitionKey().hashCode(), lanes.size())).add(change);
    } else {
      stats.count("mapping." + settings.logicalId() + ".filtered");
      done(List.of(change));
    }
  }

  private void done(List<Change> changes) {
    changes.stream()
        .collect(Collectors.groupingBy(Change::shardId))
        .forEach((id, ofShard) -> {
          ShardProgress shard = progress.get(id);
          if (shard != null) {
            shard.done(ofShard);
          }
        });
  }

  private void deliver(Lane lane, BatchDelivery delivery) {
    try {
      while (!closed) {
        deliver(lane.take(), delivery);
      }
    } catch (InterruptedException _) {
      // Closed: what was not done is delivered again after the next start.
    }
  }

  /// Until it is done or given up: whoever went on to the next would break the order, and the shard
  /// would never be done.
  private void deliver(List<Change> batch, BatchDelivery delivery) throws InterruptedException {
    while (!closed) {
      try {
        delivery.deliver(batch);
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          log.error("mapping {} could not deliver a batch", settings.logicalId(), e);
          Thread.sleep(AGAIN_MILLIS);
        }
      }
    }
  }

  /// Records that were read and are not done yet.
  int open() {
    return progress.values().stream().mapToInt(ShardProgress::open).sum();
  }

  /// The reader is asked to end, not interrupted: it may be inside the engine. Lanes are
  /// interrupted, since a function may take its time.
  @Override
  public void close() {
    closed = true;
    written.release();
    for (Thread thread : threads) {
      try {
        if (thread != reader) {
          thread.interrupt();
        }
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
