package app.firstbell.emulator.stream;

import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.queue.Message;
import app.firstbell.emulator.queue.QueueEvents;
import app.firstbell.emulator.queue.QueueSettings;
import app.firstbell.emulator.queue.Queues;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.time.EmulatorClock;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A queue into a function. What the function does not fail is deleted; what it fails comes again
/// when its visibility timeout is over, until the queue sends it to its dead letters.
final class QueueMapping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(QueueMapping.class);
  private static final int LARGEST_RECEPTION = 10;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration FAREWELL = Duration.ofMillis(500);
  private static final long THROTTLED_MILLIS = 100;

  private final MappingSettings settings;
  private final QueueSettings queue;
  private final Queues queues;
  private final Functions functions;
  private final EmulatorClock clock;
  private final Stats stats;
  private final Semaphore free;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Thread receiver;

  private QueueMapping(
      MappingSettings settings,
      QueueSettings queue,
      Queues queues,
      Functions functions,
      EmulatorClock clock,
      Stats stats) {
    this.settings = settings;
    this.queue = queue;
    this.queues = queues;
    this.functions = functions;
    this.clock = clock;
    this.stats = stats;
    this.free = new Semaphore(settings.concurrency());
    this.receiver =
        Thread.ofPlatform()
            .daemon()
            .name("mapping " + settings.logicalId())
            .unstarted(this::receive);
  }

  static QueueMapping start(
      MappingSettings settings,
      QueueSettings queue,
      Queues queues,
      Functions functions,
      EmulatorClock clock,
      Stats stats) {
    if (queue.isFifo() && settings.batchSize() > LARGEST_RECEPTION) {
      throw new IllegalArgumentException(
          "mapping %s: the BatchSize of a FIFO queue is at most 10, got %d"
              .formatted(settings.logicalId(), settings.batchSize()));
    }
    var mapping = new QueueMapping(settings, queue, queues, functions, clock, stats);
    mapping.receiver.start();
    return mapping;
  }

  private void receive() {
    try {
      while (true) {
        free.acquire();
        List<Message> batch = List.of();
        try {
          batch = batch();
        } catch (RuntimeException e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          log.warn("mapping {} could not receive: {}", settings.logicalId(), e.toString());
          Thread.sleep(LOOK);
        }
        if (batch.isEmpty()) {
          free.release();
        } else {
          run(batch);
        }
      }
    } catch (InterruptedException _) {
      // Closed: what is in flight becomes visible again.
    }
  }

  /// As many messages as fit, waiting for more within the window.
  private List<Message> batch() throws InterruptedException {
    queues.awaitDue(queue, LOOK);
    List<Message> batch =
        new ArrayList<>(
            queues.receive(
                queue,
                Math.min(LARGEST_RECEPTION, settings.batchSize()),
                Optional.empty(),
                Duration.ZERO));
    if (batch.isEmpty()) {
      return batch;
    }
    long until = clock.millis() + settings.window().toMillis();
    do {
      int room = settings.batchSize() - batch.size();
      if (room == 0) {
        break;
      }
      List<Message> more =
          queues.receive(queue, Math.min(LARGEST_RECEPTION, room), Optional.empty(), Duration.ZERO);
      batch.addAll(more);
      if (more.isEmpty()) {
        if (clock.millis() >= until) {
          break;
        }
        queues.awaitDue(queue, LOOK);
      }
    } while (true);
    return batch;
  }

  private void run(List<Message> batch) {
    Thread worker =
        Thread.ofVirtual()
            .name("mapping " + settings.logicalId() + " batch")
            .unstarted(() -> {
              try {
                deliver(batch);
              } catch (InterruptedException _) {
                // Closed: the batch becomes visible again.
              } catch (RuntimeException e) {
                log.error("mapping {} failed with a batch", settings.logicalId(), e);
              } finally {
                running.remove(Thread.currentThread());
                free.release();
              }
            });
    running.add(worker);
    worker.start();
  }

  private void deliver(List<Message> received) throws InterruptedException {
    List<Message> batch = new ArrayList<>();
    List<ObjectNode> records = new ArrayList<>();
    for (Message message : received) {
      ObjectNode record = QueueEvents.record(message, queue);
      if (settings.wants(QueueEvents.forFilter(record))) {
        batch.add(message);
        records.add(record);
      } else {
        // What no filter wants is deleted, as on AWS.
        queues.delete(queue, message.receipt());
      }
    }
    if (batch.isEmpty()) {
      return;
    }
    stats.add("mapping." + settings.logicalId() + ".records", batch.size());
    long until = clock.millis() + queue.visibility().toMillis();
    Invocation outcome = invoke(records);
    while (outcome instanceof Invocation.Throttled && clock.millis() < until) {
      Thread.sleep(THROTTLED_MILLIS);
      outcome = invoke(records);
    }
    if (outcome instanceof Invocation.Succeeded(byte[] payload)) {
      Set<String> failed = failedOf(payload, batch);
      batch.stream()
          .filter(m -> !failed.contains(m.id()))
          .forEach(m -> queues.delete(queue, m.receipt()));
    }
  }

  private Invocation invoke(List<ObjectNode> records) {
    stats.count("mapping." + settings.logicalId() + ".invocations");
    return functions.invoke(settings.function(), QueueEvents.event(records));
  }

  private Set<String> failedOf(byte[] payload, List<Message> batch) {
    List<String> ids = batch.stream().map(Message::id).toList();
    if (settings.reporting() == MappingSettings.Reporting.NOTHING) {
      return Set.of();
    }
    return switch (BatchOutcome.read(payload, ids)) {
      case BatchOutcome.Done _ -> Set.of();
      case BatchOutcome.SomeFailed(var failed) -> failed;
      case BatchOutcome.AllFailed _ -> new HashSet<>(ids);
    };
  }

  /// Batches that are with the function now.
  int open() {
    return running.size();
  }

  /// Lets batches that are nearly done end, then interrupts them.
  @Override
  public void close() {
    receiver.interrupt();
    try {
      receiver.join(Duration.ofSeconds(5));
      for (Thread worker : running) {
        if (!worker.join(FAREWELL)) {
          worker.interrupt();
        }
      }
    } catch (InterruptedException e) {
      running.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }
}
