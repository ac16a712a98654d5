package app.firstbell.simulator.world;

import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.schedule.Promise;
import app.firstbell.simulator.table.Written;
import app.firstbell.simulator.world.Cloud.Outcome;
import app.firstbell.simulator.world.Weather.Fault;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// A table's stream and one of its readers, as Lambda's mapping delivers: each change at least
/// once; those of one key in order, those of others as it happens; what failed again from the first
/// that failed; in halves when nobody says which that was; and after some times among the dead.
final class Stream {
  private static final int LANES = 3;

  /// What a reader is told of its table, and how.
  ///
  /// @param windowMicros how long records are gathered
  /// @param tries after which a record is given up
  record Mapping(
      String name,
      String table,
      Predicate<Written> filter,
      int batch,
      long windowMicros,
      int tries) {
    private static final int USUAL_TRIES = 6;

    Mapping(String name, String table, Predicate<Written> filter, int batch, long windowMicros) {
      this(name, table, filter, batch, windowMicros, USUAL_TRIES);
    }
  }

  /// Keys that come one after another.
  private static final class Lane {
    private final int number;
    private final Deque<Written> waiting = new ArrayDeque<>();
    private boolean isBusy;
    private int batches;

    private Lane(int number) {
      this.number = number;
    }
  }

  private final Mapping mapping;
  private final Cloud cloud;
  private final Dice dice;
  private final Function<DynamodbEvent, StreamsEventResponse> function;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Written> dead = new ArrayList<>();

  Stream(
      Mapping mapping,
      Cloud cloud,
      Dice dice,
      Function<DynamodbEvent, StreamsEventResponse> function) {
    this.mapping = mapping;
    this.cloud = cloud;
    this.dice = dice.fork("stream " + mapping.name());
    this.function = function;
    for (int i = 0; i < LANES; i++) {
      lanes.add(new Lane(i));
    }
  }

  void take(Written written) {
    if (!written.table().equals(mapping.table()) || !mapping.filter().test(written)) {
      return;
    }
    Lane lane = lanes.get((int) Long.remainderUnsigned(Dice.hash(written.place().pk()), LANES));
    lane.waiting.add(written);
    wake(lane);
  }

  /// What nobody could take, once more: for readers whose dead letters an operator brings again.
  void redrive() {
    List<Written> again = new ArrayList<>(dead);
    dead.clear();
    again.forEach(this::take);
  }

  private void wake(Lane lane) {
    if (!lane.isBusy) {
      lane.isBusy = true;
      long late =
          cloud.strikes(dice, Fault.LATE, mapping.name() + lane.number, lane.batches)
              ? dice.between(500_000, 20_000_000)
              : 0;
      cloud
          .scheduler()
          .spawn(
              mapping.name() + lane.number + "-reader-" + lane.batches,
              dice.between(20_000, 500_000) + mapping.windowMicros() + late,
              () -> read(lane));
    }
  }

  private void read(Lane lane) {
    while (!lane.waiting.isEmpty()) {
      int most = (int) dice.between(1, mapping.batch());
      List<Written> batch = new ArrayList<>();
      while (!lane.waiting.isEmpty() && batch.size() < most) {
        batch.add(lane.waiting.removeFirst());
      }
      String delivery = mapping.name() + lane.number + "/" + ++lane.batches;
      deliver(delivery, batch, mapping.tries());
      if (cloud.strikes(dice, Fault.TWICE, delivery, 0)) {
        hand(delivery + "-twice", batch);
      }
    }
    lane.isBusy = false;
  }

  /// Delivers until all is taken, or lies with the dead.
  private void deliver(String delivery, List<Written> batch, int tries) {
    List<Written> left = batch;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      List<Written> failed = hand(delivery + (attempt == 1 ? "" : "-" + attempt), left);
      if (failed.isEmpty()) {
        return;
      }
      if (attempt >= tries) {
        cloud.note(delivery, failed.size() + " records among the dead");
        dead.addAll(failed);
        return;
      }
      cloud.scheduler().sleep(dice.between(200_000, 1_000_000) << Math.min(attempt, 5));
      if (failed.size() == left.size() && failed.size() > 1) {
        // Nobody said which failed: each half for itself.
        int middle = failed.size() / 2;
        deliver(delivery + "a", failed.subList(0, middle), tries - attempt);
        deliver(delivery + "b", failed.subList(middle, failed.size()), tries - attempt);
        return;
      }
      left = failed;
    }
  }

  /// @return what has to come again
  private List<Written> hand(String delivery, List<Written> batch) {
    DynamodbEvent event = StreamRecords.event(mapping.table(), batch);
    Promise<Outcome<StreamsEventResponse>> outcome =
        cloud.invoke(delivery, dice.between(500, 20_000), () -> function.apply(event));
    cloud.scheduler().await(outcome, 15_000_000);
    if (outcome.value().orElse(null) instanceof Outcome.Answered<StreamsEventResponse> answered) {
      List<StreamsEventResponse.BatchItemFailure> failures =
          answered.answer().getBatchItemFailures();
      if (failures == null || failures.isEmpty()) {
        return List.of();
      }
      // Lambda goes back to the lowest number that is named.
      for (int i = 0; i < batch.size(); i++) {
        String number = StreamRecords.number(batch.get(i));
        if (failures.stream().anyMatch(it -> number.equals(it.getItemIdentifier()))) {
          return batch.subList(i, batch.size());
        }
      }
    }
    return batch;
  }
}
