package app.firstbell.emulator.queue;

import app.firstbell.emulator.aws.AwsFailure;
import app.firstbell.emulator.queue.Message.Outgoing;
import app.firstbell.emulator.queue.Message.Sent;
import app.firstbell.emulator.template.Resource;
import app.firstbell.emulator.time.EmulatorClock;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.CreateQueueData;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.DeduplicationId;
import org.elasticmq.DeliveryReceipt;
import org.elasticmq.MessageContent;
import org.elasticmq.MessageData;
import org.elasticmq.MessageId;
import org.elasticmq.MillisNextDelivery;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NewMessageData;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.ClearQueue;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.DeleteMessage;
import org.elasticmq.msg.ReceiveMessages;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.msg.SendMessage;
import org.elasticmq.msg.UpdateVisibilityTimeout;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Either;

/// The template's queues, by ElasticMQ's engine without its HTTP server: that one takes a message's
/// delay from the machine's clock, so a moved clock would not move it. Here due times are given to
/// the engine as instants of the emulator's clock.
///
/// Thread safe. Receiving waits on a condition, not on a poll: a send, a moved clock and a due
/// message wake it.
public final class Queues implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Map<String, QueueSettings> settings = new LinkedHashMap<>();
  private final Map<String, ActorRef> actors = new HashMap<>();
  private final Map<String, Object> monitors = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();
  private final Map<String, Pending> announced = new ConcurrentHashMap<>();
  private final Set<String> deleting = ConcurrentHashMap.newKeySet();
  private final AtomicLong sequence = new AtomicLong();
  private final EmulatorClock clock;
  private final QueueLedger ledger;
  private final ActorSystem system;

  private Queues(Collection<QueueSettings> queues, Optional<Path> journal, EmulatorClock clock) {
    this.clock = clock;
    this.ledger = new QueueLedger(journal);
    this.system = ActorSystem.create("queues", configuration());
    Map<String, String> arns = new HashMap<>();
    for (QueueSettings queue : queues) {
      settings.put(queue.name(), queue);
      arns.put(queue.name(), queue.arn());
    }
    ActorRef keeper =
        system.actorOf(
            Props.create(
                LedgerKeeper.class,
                () -> new LedgerKeeper(ledger, announced, deleting, arns, this::wake)));
    ActorRef manager =
        system.actorOf(
            Props.create(
                QueueManagerActor.class,
                () ->
                    new QueueManagerActor(
                        new MovedClock(clock), StrictSQSLimits$.MODULE$, Option.apply(keeper))));
    // A queue finds its dead letters when it is made, so these come first.
    queues.stream().filter(q -> q.redrive().isEmpty()).forEach(q -> make(manager, q));
    queues.stream().filter(q -> q.redrive().isPresent()).forEach(q -> make(manager, q));
    clock.onAdvance(() -> settings.keySet().forEach(this::wake));
  }

  /// Makes the template's queues.
  ///
  /// @param queues `AWS::SQS::Queue`s
  /// @param journal where messages that nobody has consumed are kept; empty keeps them in memory
  /// @throws IllegalArgumentException for a property that is not supported here
  public static Queues start(
      Collection<Resource> queues, Optional<Path> journal, EmulatorClock clock) {
    return new Queues(queues.stream().map(QueueSettings::of).toList(), journal, clock);
  }

  private static Config configuration() {
    return ConfigFactory.parseString(
            """
            pekko {
              loglevel = "WARNING"
              daemonic = on
              log-dead-letters = off
              jvm-shutdown-hooks = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              actor.default-dispatcher.fork-join-executor { parallelism-min = 2, parallelism-max = 2 }
            }
            """)
        .withFallback(ConfigFactory.load(Queues.class.getClassLoader()));
  }

  /// The engine's clock is the emulator's.
  private static final class MovedClock extends NowProvider {
    private final EmulatorClock clock;

    MovedClock(EmulatorClock clock) {
      this.clock = clock;
    }

    @Override
    public long nowMillis() {
      return clock.millis();
    }

    @Override
    public OffsetDateTime now() {
      return clock.instant().atOffset(ZoneOffset.UTC);
    }
  }

  private void make(ActorRef manager, QueueSettings queue) {
    Option<DeadLettersQueueData> deadLetters =
        Option.apply(
            queue
                .redrive()
                .map(r -> new DeadLettersQueueData(r.deadLetterName(), r.maxReceiveCount()))
                .orElse(null));
    queue
        .redrive()
        .filter(r -> !actors.containsKey(r.deadLetterName()))
        .ifPresent(r -> {
          throw new IllegalArgumentException(
              "queue %s sends its dead letters to %s, which is not in the template"
                  .formatted(queue.logicalId(), r.deadLetterArn()));
        });
    var data =
        new CreateQueueData(
            queue.name(),
            Option.apply(new MillisVisibilityTimeout(queue.visibility().toMillis())),
            Option.apply(queue.delay()),
            // Waiting is done here, by the emulator's clock.
            Option.apply(Duration.ZERO),
            Option.empty(),
            Option.empty(),
            deadLetters,
            queue.isFifo(),
            queue.kind() == QueueSettings.Kind.FIFO_BY_CONTENT,
            Option.empty(),
            Option.empty(),
            scala.collection.immutable.Map$.MODULE$.empty());
    Either<?, ?> made = (Either<?, ?>) ask(manager, new CreateQueue(data));
    if (made.isLeft()) {
      throw new IllegalArgumentException(
          "queue %s cannot be made: %s".formatted(queue.logicalId(), made));
    }
    ActorRef actor = (ActorRef) made.toOption().get();
    actors.put(queue.name(), actor);
    List<InternalMessage> kept =
        ledger.of(queue.name()).stream().map(p -> restored(p, queue)).toList();
    if (!kept.isEmpty()) {
      ask(actor, new RestoreMessages(CollectionConverters.asScala(kept).toList()));
    }
  }

  private static InternalMessage restored(Pending pending, QueueSettings queue) {
    List<String> receipts = new ArrayList<>();
    if (!pending.receipt().isEmpty()) {
      receipts.add(pending.receipt());
    }
    return new InternalMessage(
        pending.id(),
        scala.collection.mutable.ArrayBuffer$.MODULE$.from(CollectionConverters.asScala(receipts)),
        pending.due(),
        new MessageContent(pending.body()),
        scala.collection.immutable.Map$.MODULE$.empty(),
        Instant.ofEpochMilli(pending.createdAt()).atOffset(ZoneOffset.UTC),
        0,
        pending.firstReceivedAt() == 0
            ? NeverReceived$.MODULE$
            : new OnDateTimeReceived(
                Instant.ofEpochMilli(pending.firstReceivedAt()).atOffset(ZoneOffset.UTC)),
        pending.receiveCount(),
        queue.isFifo(),
        Option.apply(pending.system().get("MessageGroupId")),
        Option.apply(pending.system().get("MessageDeduplicationId")).map(DeduplicationId::new),
        Option.empty(),
        Option.apply(pending.system().get("SequenceNumber")),
        Option.empty());
  }

  public Collection<QueueSettings> settings() {
    return settings.values();
  }

  /// @param nameUrlOrArn any of the three
  public Optional<QueueSettings> find(String nameUrlOrArn) {
    String name =
        nameUrlOrArn.substring(
            Math.max(nameUrlOrArn.lastIndexOf('/'), nameUrlOrArn.lastIndexOf(':')) + 1);
    return Optional.ofNullable(settings.get(name));
  }

  /// Takes a message. A FIFO queue that has seen the deduplication id within five minutes answers
  /// with the earlier message and keeps one.
  public Sent send(QueueSettings queue, Outgoing message) {
    String id = UUID.randomUUID().toString();
    long now = clock.millis();
    long delay =
        message.delaySeconds().map(s -> s * 1000L).orElseGet(() -> queue.delay().toMillis());
    Map<String, String> system = new LinkedHashMap<>();
    message.groupId().ifPresent(g -> system.put("MessageGroupId", g));
    Optional<String> deduplication =
        message
            .deduplicationId()
            .or(() ->
                queue.kind() == QueueSettings.Kind.FIFO_BY_CONTENT
                    ? Optional.of(Digests.sha256(message.body()))
                    : Optional.empty());
    deduplication.ifPresent(d -> system.put("MessageDeduplicationId", d));
    message.traceHeader().ifPresent(t -> system.put("AWSTraceHeader", t));
    if (queue.isFifo()) {
      system.put("SequenceNumber", "%013d%07d".formatted(now, sequence.getAndIncrement()));
    }
    var pending =
        new Pending(
            queue.name(),
            id,
            message.body(),
            message.attributes(),
            system,
            now,
            System.currentTimeMillis(),
            now + delay,
            0,
            0,
            "");
    announced.put(id, pending);
    try {
      MessageData taken =
          (MessageData)
              inTurn(
                  queue,
                  new SendMessage(
                      new NewMessageData(
                          Option.apply(new MessageId(id)),
                          new MessageContent(message.body()),
                          scala.collection.immutable.Map$.MODULE$.empty(),
                          new MillisNextDelivery(now + delay),
                          Option.apply(system.get("MessageGroupId")),
                          Option.apply(system.get("MessageDeduplicationId"))
                              .map(DeduplicationId::new),
                          0,
                          Option.empty(),
                          Option.apply(system.get("SequenceNumber")),
                          Option.empty())));
      return new Sent(taken.id().id(), Optional.ofNullable(orNull(taken.sequenceNumber())));
    } finally {
      announced.remove(id);
    }
  }

  /// Receives up to `most` messages; waits up to `wait` (of the emulator's time) for the first.
  ///
  /// @param visibility empty for the queue's own
  public List<Message> receive(
      QueueSettings queue, int most, Optional<Duration> visibility, Duration wait)
      throws InterruptedException {
    long until = clock.millis() + wait.toMillis();
    while (true) {
      List<Message> received = receiveNow(queue, most, visibility.orElse(queue.visibility()));
      if (!received.isEmpty() || clock.millis() >= until) {
        return received;
      }
      awaitDue(queue, Duration.ofMillis(Math.max(1, until - clock.millis())));
    }
  }

  private List<Message> receiveNow(QueueSettings queue, int most, Duration visibility) {
    var reply =
        (scala.collection.immutable.List<?>)
            inTurn(
                queue,
                new ReceiveMessages(
                    new MillisVisibilityTimeout(visibility.toMillis()),
                    most,
                    Option.apply(Duration.ZERO),
                    Option.empty()));
    List<Message> received = new ArrayList<>();
    for (Object each : CollectionConverters.asJava(reply)) {
      MessageData data = (MessageData) each;
      ledger
          .find(queue.name(), data.id().id())
          .ifPresent(kept -> {
            if (kept.sentAt() + queue.retention().toMillis() < clock.millis()) {
              delete(queue, kept.receipt());
            } else {
              received.add(message(kept));
            }
          });
    }
    return received;
  }

  private static Message message(Pending kept) {
    return new Message(
        kept.id(),
        kept.receipt(),
        kept.body(),
        kept.attributes(),
        kept.sentAt(),
        kept.firstReceivedAt(),
        kept.receiveCount(),
        kept.system());
  }

  /// Waits until a message may be due, at most as long as told; returns at once when one is.
  ///
  /// @param most of the emulator's time
  public void awaitDue(QueueSettings queue, Duration most) throws InterruptedException {
    Object monitor = monitors.computeIfAbsent(queue.name(), _ -> new Object());
    long end = clock.millis() + most.toMillis();
    synchronized (monitor) {
      while (true) {
        long toDue = ledger.nextDue(queue.name()).map(d -> d - clock.millis()).orElse(60_000L);
        long left = end - clock.millis();
        if (toDue <= 0 || left <= 0) {
          return;
        }
        monitor.wait(Math.min(toDue, left));
      }
    }
  }

  private void wake(String queue) {
    Object monitor = monitors.computeIfAbsent(queue, _ -> new Object());
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  /// Deletes a received message. A repeat, or a handle that a later reception replaced, changes
  /// nothing.
  public void delete(QueueSettings queue, String receipt) {
    String id = idOf(receipt);
    deleting.add(id);
    try {
      inTurn(queue, new DeleteMessage(new DeliveryReceipt(receipt)));
    } finally {
      deleting.remove(id);
    }
  }

  /// Makes a received message visible again after `visibility` from now.
  ///
  /// @throws AwsFailure when the handle is not that of its last reception
  public void changeVisibility(QueueSettings queue, String receipt, Duration visibility) {
    idOf(receipt);
    Object reply =
        inTurn(
            queue,
            new UpdateVisibilityTimeout(
                new DeliveryReceipt(receipt), new MillisVisibilityTimeout(visibility.toMillis())));
    if (((Either<?, ?>) reply).isLeft()) {
      throw new AwsFailure(
          400,
          "InvalidParameterValue",
          "Value "
              + receipt
              + " for parameter ReceiptHandle is invalid. Reason: Message does not"
              + " exist or is not available for visibility timeout change.");
    }
  }

  private static String idOf(String receipt) {
    int end = receipt.lastIndexOf('#');
    if (end < 0) {
      throw new AwsFailure(
          404, "ReceiptHandleIsInvalid", "The input receipt handle is not a valid receipt handle.");
    }
    return receipt.substring(0, end);
  }

  /// Removes every message.
  public void purge(QueueSettings queue) {
    inTurn(queue, new ClearQueue());
    ledger.of(queue.name()).forEach(p -> ledger.remove(queue.name(), p.id()));
  }

  /// What lies in a queue, without receiving it.
  public List<Lying> peek(QueueSettings queue) {
    return ledger.of(queue.name()).stream()
        .map(p -> new Lying(p.id(), p.body(), p.sentAt(), p.due(), p.receiveCount()))
        .toList();
  }

  /// A message that lies in a queue; times are epoch milliseconds.
  public record Lying(String messageId, String body, long sentAt, long due, int receiveCount) {}

  public Counts counts(QueueSettings queue) {
    long now = clock.millis();
    int visible = 0;
    int delayed = 0;
    int inFlight = 0;
    for (Pending pending : ledger.of(queue.name())) {
      if (pending.due() <= now) {
        visible++;
      } else if (pending.receiveCount() == 0) {
        delayed++;
      } else {
        inFlight++;
      }
    }
    return new Counts(visible, delayed, inFlight);
  }

  /// Messages that may be received now, that are delayed, and that somebody has and has not
  /// deleted.
  public record Counts(int visible, int delayed, int inFlight) {}

  private ActorRef actor(QueueSettings queue) {
    ActorRef actor = actors.get(queue.name());
    if (actor == null) {
      throw new IllegalArgumentException("no queue " + queue.name());
    }
    return actor;
  }

  /// One call of a queue after the other: the ledger hears of their effects in this order.
  private Object inTurn(QueueSettings queue, Object message) {
    ReentrantLock turn = turns.computeIfAbsent(queue.name(), _ -> new ReentrantLock());
    turn.lock();
    try {
      return ask(actor(queue), message);
    } finally {
      turn.unlock();
    }
  }

  private static Object ask(ActorRef actor, Object message) {
    try {
      return Patterns.ask(actor, message, ANSWER)
          .toCompletableFuture()
          .get(ANSWER.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a queue answered", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a queue did not answer " + message, e);
    }
  }

  private static @Nullable String orNull(Option<String> option) {
    return option.isDefined() ? option.get() : null;
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the queues did not end", e);
    } finally {
      ledger.close();
    }
  }
}
