package app.firstbell.emulator.stream;

import app.firstbell.emulator.data.TableStream.Change;
import app.firstbell.emulator.time.EmulatorClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Records of one shard whose partition keys fall to the same lane, in order; a mapping has
/// `ParallelizationFactor` of them. Batches are taken one after the other.
final class Lane {
  private static final int LARGEST_PAYLOAD = 6 * 1024 * 1024;

  private final Deque<Change> waiting = new ArrayDeque<>();
  private final MappingSettings settings;
  private final EmulatorClock clock;

  Lane(MappingSettings settings, EmulatorClock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  synchronized void add(Change change) {
    waiting.add(change);
    notifyAll();
  }

  /// Looks again at the clock.
  synchronized void wake() {
    notifyAll();
  }

  /// Waits for a batch: full, or as much as came within the window since its first record.
  synchronized List<Change> take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    long until = clock.millis() + settings.window().toMillis();
    while (waiting.size() < settings.batchSize() && clock.millis() < until) {
      wait(Math.max(1, until - clock.millis()));
    }
    List<Change> batch = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty() && batch.size() < settings.batchSize()) {
      // JSON around the values makes a record about twice its size.
      bytes += 500 + 2 * waiting.peek().record().at("/dynamodb/SizeBytes").asLong();
      if (bytes > LARGEST_PAYLOAD && !batch.isEmpty()) {
        break;
      }
      batch.add(waiting.poll());
    }
    return batch;
  }
}
