package app.firstbell.simulator.world;

import app.firstbell.dynamo.Pause;
import app.firstbell.simulator.Plan;
import app.firstbell.simulator.schedule.Crash;
import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.schedule.Promise;
import app.firstbell.simulator.schedule.Scheduler;
import app.firstbell.simulator.schedule.Task;
import app.firstbell.simulator.schedule.Trace;
import app.firstbell.simulator.table.Refusals;
import app.firstbell.simulator.world.Weather.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Where functions run. Every call that a function makes of the world outside goes through here: it
/// takes time, in which others go on, and it may go wrong.
public final class Cloud {
  private static final long FUNCTION_MICROS = 10_000_000;

  /// What kind of call it is: not everything goes wrong everywhere.
  public enum Kind {
    READ,
    WRITE,
    TRANSACTION,
    SEND
  }

  /// What came of a function.
  public sealed interface Outcome<R> {
    record Answered<R>(R answer) implements Outcome<R> {}

    /// It threw; Lambda tells its caller.
    record Failed<R>(RuntimeException why) implements Outcome<R> {}

    /// Its process ended.
    record Died<R>() implements Outcome<R> {}
  }

  private final Scheduler scheduler;
  private final Plan plan;
  private final Weather weather;
  private final Trace trace;
  private final SortedMap<String, Runnable> afterwards = new TreeMap<>();
  private final Set<String> died = new HashSet<>();
  private final Set<String> hurt = new HashSet<>();

  Cloud(Scheduler scheduler, Plan plan, Weather weather, Trace trace) {
    this.scheduler = scheduler;
    this.plan = plan;
    this.weather = weather;
    this.trace = trace;
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  public Plan plan() {
    return plan;
  }

  public Weather weather() {
    return weather;
  }

  /// Waits between tries as functions do, in virtual time.
  public Pause pause() {
    return attempt -> {
      Task task = scheduler.current();
      if (task != null) {
        alive(task);
        scheduler.sleep(
            task.dice().between(0, Math.min(160, 10L << Math.min(attempt - 1, 4))) * 1000);
        alive(task);
      }
    };
  }

  /// Runs a function at one event.
  ///
  /// @param name the same whenever the same happens
  public <R> Promise<Outcome<R>> invoke(String name, long micros, Supplier<R> function) {
    Promise<Outcome<R>> promise = new Promise<>();
    scheduler.spawn(
        name,
        micros,
        () -> {
          Task me = scheduler.current();
          if (me != null) {
            me.deadline(scheduler.micros() + FUNCTION_MICROS);
          }
          Outcome<R> outcome = new Outcome.Died<>();
          try {
            outcome = new Outcome.Answered<>(function.get());
            if (me != null) {
              alive(me);
            }
          } catch (Crash crash) {
            died.add(name);
            trace.note(scheduler.micros(), name, "died: " + crash.getMessage());
          } catch (RuntimeException failed) {
            outcome = new Outcome.Failed<>(failed);
            trace.note(scheduler.micros(), name, "threw " + failed.getClass().getSimpleName());
            trace.remark(scheduler.micros(), name, () -> String.valueOf(failed.getMessage()));
          }
          settle();
          promise.keep(outcome);
        });
    return promise;
  }

  boolean hasDied(Task task) {
    return died.contains(task.name());
  }

  /// Whether anything went wrong for a function at one event.
  boolean wasHurt(String name) {
    return hurt.contains(name);
  }

  /// A call of the world outside.
  ///
  /// @param what for the trace
  <R> R call(Kind kind, Supplier<String> what, Supplier<R> effect) {
    return call(kind, what, effect, Refusals::conflict);
  }

  /// @param conflict how the service says that another transaction was in the way
  <R> R call(
      Kind kind,
      Supplier<String> what,
      Supplier<R> effect,
      Supplier<? extends RuntimeException> conflict) {
    Task task = scheduler.current();
    if (task == null) {
      return effect.get();
    }
    settle();
    alive(task);
    int number = task.nextCall();
    Optional<Fault> fault = fault(task, number, kind);
    scheduler.sleep(delay(task, fault));
    alive(task);
    if (fault.equals(Optional.of(Fault.CONFLICT))) {
      note(task, "conflict: " + what.get());
      throw conflict.get();
    }
    fault.ifPresent(it -> before(task, it, what));
    R answer;
    try {
      answer = effect.get();
      note(task, what.get());
      if (fault.equals(Optional.of(Fault.ANSWER_LOST))) {
        scheduler.sleep(task.dice().between(1_000, 200_000));
        note(task, "again, for the answer was lost");
        answer = effect.get();
      }
    } catch (RuntimeException refused) {
      note(task, what.get() + " -> " + refused.getClass().getSimpleName());
      scheduler.sleep(task.dice().between(200, 3_000));
      alive(task);
      throw refused;
    }
    changed();
    scheduler.sleep(task.dice().between(200, 3_000));
    fault.ifPresent(it -> after(task, it));
    alive(task);
    return answer;
  }

  /// Something to be done as soon as the thread that has the baton comes by: threads that a
  /// function starts itself must not touch the order of events.
  ///
  /// @param order of those that are done at one moment
  synchronized void later(String order, Runnable event) {
    afterwards.put(order, event);
  }

  void note(Task task, String what) {
    trace.note(scheduler.micros(), task.name(), what);
  }

  void note(String who, String what) {
    trace.note(scheduler.micros(), who, what);
  }

  void remark(String who, Supplier<String> what) {
    trace.remark(scheduler.micros(), who, what);
  }

  /// Whether a fault happens to `who` now, the `number`th time that it could.
  boolean strikes(Dice dice, Fault fault, String who, long number) {
    return dice.chance(weather.rate(fault))
        && plan.has("fault:" + fault + ":" + who + "#" + number);
  }

  private Runnable onChange = () -> {};

  /// What is to look whenever something may have been written.
  void whenChanged(Runnable look) {
    onChange = look;
  }

  void changed() {
    onChange.run();
  }

  /// What a function's own threads have done, in an order that does not depend on theirs.
  void settle() {
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(afterwards.values());
      afterwards.clear();
    }
    all.forEach(Runnable::run);
  }

  private Optional<Fault> fault(Task task, int number, Kind kind) {
    Optional<Fault> struck = Optional.empty();
    for (Fault fault : possible(kind)) {
      // Every throw is made, so that one fault that is left out changes no other.
      boolean throwsIt = task.dice().chance(weather.rate(fault));
      if (throwsIt
          && struck.isEmpty()
          && plan.has("fault:" + fault + ":" + task.name() + "#" + number)) {
        struck = Optional.of(fault);
        hurt.add(task.name());
      }
    }
    return struck;
  }

  private static List<Fault> possible(Kind kind) {
    return switch (kind) {
      case READ -> List.of(Fault.DIES_BEFORE, Fault.THROTTLED, Fault.UNKNOWN, Fault.SLOW);
      case WRITE ->
          List.of(
              Fault.DIES_BEFORE,
              Fault.DIES_AFTER,
              Fault.THROTTLED,
              Fault.CONFLICT,
              Fault.ANSWER_LOST,
              Fault.UNKNOWN,
              Fault.SLOW);
      case TRANSACTION ->
          List.of(
              Fault.DIES_BEFORE,
              Fault.DIES_AFTER,
              Fault.CONFLICT,
              Fault.ANSWER_LOST,
              Fault.UNKNOWN,
              Fault.SLOW);
      case SEND ->
          List.of(
              Fault.DIES_BEFORE, Fault.DIES_AFTER, Fault.ANSWER_LOST, Fault.UNKNOWN, Fault.SLOW);
    };
  }

  private static long delay(Task task, Optional<Fault> fault) {
    return fault.equals(Optional.of(Fault.SLOW))
        ? task.dice().between(50_000, 4_000_000)
        : task.dice().between(300, 6_000);
  }

  private void before(Task task, Fault fault, Supplier<String> what) {
    switch (fault) {
      case DIES_BEFORE -> throw new Crash("before " + what.get());
      case THROTTLED -> {
        note(task, "throttled: " + what.get());
        throw Refusals.throttled();
      }
      default -> {}
    }
  }

  private void after(Task task, Fault fault) {
    switch (fault) {
      case DIES_AFTER -> throw new Crash("right after");
      case UNKNOWN -> {
        note(task, "the answer is lost");
        throw SdkClientException.create("the answer was lost");
      }
      default -> {}
    }
  }

  private void alive(Task task) {
    @Nullable Crash doom = task.doom();
    if (doom != null) {
      throw doom;
    }
    if (scheduler.micros() > task.deadline()) {
      throw new Crash("out of time");
    }
  }
}
