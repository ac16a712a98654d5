package app.firstbell.emulator.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActor;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;

/// Hears of every change in ElasticMQ's queues and writes it into the ledger. ElasticMQ answers its
/// own callers only after this has answered.
final class LedgerKeeper extends AbstractActor {
  private final QueueLedger ledger;
  private final Map<String, Pending> announced;
  private final Set<String> deleting;
  private final Map<String, String> arns;
  private final Consumer<String> changed;

  /// @param announced messages about to be sent, by id, with what ElasticMQ does not carry
  /// @param deleting ids of messages about to be deleted by their receivers
  /// @param arns the queues' ARNs by name
  /// @param changed told the queue's name after each change
  LedgerKeeper(
      QueueLedger ledger,
      Map<String, Pending> announced,
      Set<String> deleting,
      Map<String, String> arns,
      Consumer<String> changed) {
    this.ledger = ledger;
    this.announced = announced;
    this.deleting = deleting;
    this.arns = arns;
    this.changed = changed;
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(QueueEvent.MessageAdded.class, e -> added(e.queueName(), e.message()))
        .match(QueueEvent.MessageUpdated.class, e -> updated(e.queueName(), e.message()))
        .match(QueueEvent.MessageRemoved.class, e -> removed(e.queueName(), e.messageId()))
        .matchAny(_ -> {})
        .build();
  }

  private void added(String queue, InternalMessage message) {
    place(queue, message);
    done(queue);
  }

  private void updated(String queue, InternalMessage message) {
    place(queue, message);
    done(queue);
  }

  /// Writes down how the message lies now. ElasticMQ may tell of a reception before it tells that
  /// the message was added, so either is enough to know it.
  private void place(String queue, InternalMessage message) {
    Optional<Pending> here = ledger.find(queue, message.id());
    Pending fresh = announced.get(message.id());
    if (here.isPresent()) {
      ledger.put(now(here.get(), message));
    } else if (fresh != null && fresh.queue().equals(queue)) {
      ledger.put(now(fresh, message));
    } else if (message.deadLetterSourceQueueName().isDefined()) {
      String source = message.deadLetterSourceQueueName().get();
      ledger
          .find(source, message.id())
          .ifPresent(was -> {
            Map<String, String> system = new LinkedHashMap<>(was.system());
            system.put("DeadLetterQueueSourceArn", arns.getOrDefault(source, source));
            ledger.put(now(was.in(queue, system), message));
            // Only now, so that at no moment the message is in neither.
            ledger.remove(source, message.id());
          });
    }
  }

  private static Pending now(Pending known, InternalMessage message) {
    long first =
        message.firstReceive() instanceof OnDateTimeReceived received
            ? received.when().toInstant().toEpochMilli()
            : 0;
    String receipt = message.deliveryReceipts().isEmpty() ? "" : message.deliveryReceipts().last();
    return known.received(message.nextDelivery(), message.receiveCount(), first, receipt);
  }

  private void removed(String queue, String id) {
    // Else it is on its way to the dead letters, and the entry stays until they have it.
    if (deleting.contains(id)) {
      ledger.remove(queue, id);
    }
    done(queue);
  }

  private void done(String queue) {
    getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    changed.accept(queue);
  }
}
