package app.firstbell.emulator.stream;

import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.data.TableStream.Change;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.stats.Stats;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Brings one batch to its end: done, or given up. Nothing after a failed record is delivered
/// before that record is done or given up; what a function says failed is tried again from the
/// first of it on, also records behind it that had succeeded.
///
/// Only function errors count as attempts, throttles do not, and neither does a split of the batch.
/// Source: Lambda Developer Guide, "Process DynamoDB records with Lambda", and recordings of AWS.
final class BatchDelivery {
  private static final long SHORTEST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final MappingSettings settings;
  private final Functions functions;
  private final FailureNotes notes;
  private final InstantSource clock;
  private final Stats stats;
  private final Consumer<List<Change>> done;

  /// @param done told of the records that will not be delivered again
  BatchDelivery(
      MappingSettings settings,
      Functions functions,
      FailureNotes notes,
      InstantSource clock,
      Stats stats,
      Consumer<List<Change>> done) {
    this.settings = settings;
    this.functions = functions;
    this.notes = notes;
    this.clock = clock;
    this.stats = stats;
    this.done = done;
  }

  /// A part of the batch. `failures` counts function errors with its first record in it.
  private record Part(List<Change> records, int failures, int throttles) {}

  private sealed interface Attempt {
    record Done() implements Attempt {}

    record Throttled() implements Attempt {}

    /// `from` is the place of the first record that is not done.
    record Failed(int from, Optional<String> functionError) implements Attempt {}
  }

  void deliver(List<Change> batch) throws InterruptedException {
    Deque<Part> open = new ArrayDeque<>();
    open.push(new Part(batch, 0, 0));
    while (!open.isEmpty()) {
      Part part = withoutTooOld(open.pop());
      if (!part.records().isEmpty()) {
        settle(part, invoke(part.records()), open);
      }
    }
  }

  private void settle(Part part, Attempt attempt, Deque<Part> open) throws InterruptedException {
    switch (attempt) {
      case Attempt.Done _ -> done.accept(part.records());
      case Attempt.Throttled _ -> {
        pause(part.throttles());
        open.push(new Part(part.records(), part.failures(), part.throttles() + 1));
      }
      case Attempt.Failed(int from, Optional<String> error) -> {
        if (from > 0) {
          done.accept(part.records().subList(0, from));
        }
        List<Change> rest = part.records().subList(from, part.records().size());
        // With progress, this was the first time that the rest began with this record.
        int failures = from > 0 ? 1 : part.failures() + 1;
        if (settings.onError() == MappingSettings.OnError.BISECT && rest.size() > 1) {
          bisect(rest, from, part.failures(), open);
        } else if (settings.retries().isPresent() && failures > settings.retries().getAsInt()) {
          giveUp(rest, FailureNotes.Condition.RetryAttemptsExhausted, failures, error);
        } else {
          pause(failures);
          open.push(new Part(rest, failures, 0));
        }
      }
    }
  }

  /// The function's answer already split the batch when it named a later record.
  private static void bisect(List<Change> rest, int from, int failures, Deque<Part> open) {
    if (from > 0) {
      open.push(new Part(rest, 0, 0));
    } else {
      int middle = rest.size() / 2;
      open.push(new Part(rest.subList(middle, rest.size()), 0, 0));
      open.push(new Part(rest.subList(0, middle), failures, 0));
    }
  }

  private Part withoutTooOld(Part part) {
    if (settings.age().isEmpty()) {
      return part;
    }
    long oldest = clock.millis() - settings.age().get().toMillis();
    int young = 0;
    while (young < part.records().size() && part.records().get(young).arrivedAt() < oldest) {
      young++;
    }
    if (young == 0) {
      return part;
    }
    giveUp(
        part.records().subList(0, young),
        FailureNotes.Condition.RecordAgeExceeded,
        part.failures(),
        Optional.empty());
    return new Part(part.records().subList(young, part.records().size()), 0, 0);
  }

  private void giveUp(
      List<Change> records,
      FailureNotes.Condition condition,
      int invocations,
      Optional<String> functionError) {
    stats.add("mapping." + settings.logicalId() + ".discarded", records.size());
    notes.gaveUp(records, condition, invocations, functionError);
    done.accept(records);
  }

  private Attempt invoke(List<Change> records) {
    stats.count("mapping." + settings.logicalId() + ".invocations");
    return switch (functions.invoke(settings.function(), event(records))) {
      case Invocation.Throttled _ -> new Attempt.Throttled();
      case Invocation.Failed _ -> new Attempt.Failed(0, Optional.of("Unhandled"));
      case Invocation.Succeeded(byte[] payload) -> answered(records, payload);
    };
  }

  private Attempt answered(List<Change> records, byte[] payload) {
    if (settings.reporting() == MappingSettings.Reporting.NOTHING) {
      return new Attempt.Done();
    }
    List<String> numbers = new ArrayList<>();
    records.forEach(r -> numbers.add(r.sequenceNumber()));
    return switch (BatchOutcome.read(payload, numbers)) {
      case BatchOutcome.Done _ -> new Attempt.Done();
      case BatchOutcome.AllFailed _ -> new Attempt.Failed(0, Optional.empty());
      case BatchOutcome.SomeFailed(var failed) ->
          new Attempt.Failed(
              failed.stream().mapToInt(numbers::indexOf).min().orElse(0), Optional.empty());
    };
  }

  private static byte[] event(List<Change> records) {
    ObjectNode event = JsonProtocol.MAPPER.createObjectNode();
    ArrayNode list = event.putArray("Records");
    records.forEach(r -> list.add(r.record()));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// In the machine's time and short: a moved clock is no reason to hammer a failing function.
  private static void pause(int attempt) throws InterruptedException {
    long millis = SHORTEST_PAUSE_MILLIS << Math.min(attempt, 10);
    Thread.sleep(Duration.ofMillis(Math.min(millis, LONGEST_PAUSE_MILLIS)));
  }
}
