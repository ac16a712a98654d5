package app.firstbell.simulator.world;

import app.firstbell.simulator.Bug;
import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.schedule.Promise;
import app.firstbell.simulator.world.Cloud.Outcome;
import app.firstbell.simulator.world.Weather.Fault;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// A queue of SQS with its function: messages come at least once, in any order, after their delay;
/// what fails comes again when its visibility is over, and after five times lies with the dead.
final class Queue {
  private static final long VISIBILITY_MICROS = 60_000_000;
  private static final int MOST_RECEIVES = 5;
  private static final int BATCH = 10;

  private static final class Message {
    private final String id;
    private final String body;
    private int receives;

    private Message(String id, String body) {
      this.id = id;
      this.body = body;
    }
  }

  private final String name;
  private final Cloud cloud;
  private final Dice dice;
  private final Function<SQSEvent, SQSBatchResponse> function;
  private final List<Message> visible = new ArrayList<>();
  private final List<Message> dead = new ArrayList<>();
  private long messages;
  private long deliveries;
  private boolean isPolled;

  Queue(String name, Cloud cloud, Dice dice, Function<SQSEvent, SQSBatchResponse> function) {
    this.name = name;
    this.cloud = cloud;
    this.dice = dice.fork("queue " + name);
    this.function = function;
  }

  void send(String body, int delaySeconds) {
    Message message = new Message(name + "-" + ++messages, body);
    appear(message, delaySeconds * 1_000_000L + dice.between(5_000, 400_000));
  }

  /// Those that nobody could handle, once more: what an operator does with dead letters.
  void redrive() {
    List<Message> again = new ArrayList<>(dead);
    dead.clear();
    for (Message message : again) {
      message.receives = 0;
      appear(message, 0);
    }
  }

  private void appear(Message message, long micros) {
    long late =
        cloud.strikes(dice, Fault.LATE, message.id, message.receives)
            ? dice.between(1_000_000, 30_000_000)
            : 0;
    cloud
        .scheduler()
        .at(
            micros + late,
            () -> {
              visible.add(message);
              poll();
            });
  }

  private void poll() {
    if (!isPolled) {
      isPolled = true;
      cloud
          .scheduler()
          .at(
              dice.between(1_000, 50_000),
              () -> {
                isPolled = false;
                deliver();
              });
    }
  }

  private void deliver() {
    if (visible.isEmpty()) {
      return;
    }
    List<Message> batch = new ArrayList<>();
    while (!visible.isEmpty() && batch.size() < BATCH) {
      batch.add(visible.remove(dice.below(visible.size())));
    }
    if (!visible.isEmpty()) {
      poll();
    }
    String delivery = name + "/" + ++deliveries;
    if (cloud.strikes(dice, Fault.TWICE, delivery, 0)) {
      hand(delivery + "-twice", batch, false);
    }
    batch.forEach(message -> message.receives++);
    hand(delivery, batch, true);
  }

  /// @param counts whether what comes of it decides; a second delivery's does not
  private void hand(String delivery, List<Message> batch, boolean counts) {
    SQSEvent event = new SQSEvent();
    event.setRecords(batch.stream().map(Queue::record).toList());
    Promise<Outcome<SQSBatchResponse>> outcome =
        cloud.invoke(delivery, dice.between(500, 20_000), () -> function.apply(event));
    if (counts) {
      cloud
          .scheduler()
          .spawn(
              delivery + "-result",
              0,
              () -> {
                cloud.scheduler().await(outcome, 15_000_000);
                Set<String> failed = isTakenFirst() ? Set.of() : failed(batch, outcome);
                batch.stream().filter(it -> failed.contains(it.id)).forEach(this::again);
              });
    }
  }

  private boolean isTakenFirst() {
    return cloud.plan().has(Bug.TAKES_TIMERS_FIRST) && name.equals(Town.TIMERS);
  }

  private void again(Message message) {
    if (message.receives >= MOST_RECEIVES) {
      cloud.note(name, "dead letter " + message.body);
      dead.add(message);
    } else {
      appear(message, VISIBILITY_MICROS);
    }
  }

  private static Set<String> failed(
      List<Message> batch, Promise<Outcome<SQSBatchResponse>> outcome) {
    Set<String> failed = new HashSet<>();
    if (outcome.value().orElse(null) instanceof Outcome.Answered<SQSBatchResponse> answered) {
      answered.answer().getBatchItemFailures().forEach(it -> failed.add(it.getItemIdentifier()));
    } else {
      batch.forEach(message -> failed.add(message.id));
    }
    return failed;
  }

  private static SQSEvent.SQSMessage record(Message message) {
    SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
    record.setMessageId(message.id);
    record.setBody(message.body);
    return record;
  }
}
