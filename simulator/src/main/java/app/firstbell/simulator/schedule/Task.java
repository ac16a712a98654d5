package app.firstbell.simulator.schedule;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Something that runs, and waits: a function at one event, or a person. It has a thread of its
/// own, of which only one runs at a time.
public final class Task {
  private final String name;
  private final Dice dice;
  private final Thread thread;
  private volatile boolean mayGo;
  private boolean started;
  private boolean ended;
  private long turn;
  private int calls;

  private long deadline = Long.MAX_VALUE;

  /// Set when the process is to die at its next step.
  private @Nullable Crash doom;

  Task(String name, Dice dice, Runnable body) {
    this.name = name;
    this.dice = dice;
    this.thread = Thread.ofVirtual().unstarted(body);
  }

  /// The same for the same task of the same seed.
  public String name() {
    return name;
  }

  public Dice dice() {
    return dice;
  }

  /// How many calls it has made of the world outside.
  public int nextCall() {
    return ++calls;
  }

  public int calls() {
    return calls;
  }

  /// When it is ended from outside, in microseconds of virtual time.
  public long deadline() {
    return deadline;
  }

  public void deadline(long micros) {
    deadline = micros;
  }

  public void doom(Crash crash) {
    doom = crash;
  }

  public @Nullable Crash doom() {
    return doom;
  }

  boolean isThis() {
    return Thread.currentThread() == thread;
  }

  long turn() {
    return turn;
  }

  boolean isAlive() {
    return started && !ended;
  }

  void end() {
    ended = true;
  }

  /// Hands over to this task.
  void resume() {
    turn++;
    if (started) {
      mayGo = true;
      LockSupport.unpark(thread);
    } else {
      started = true;
      thread.start();
    }
  }

  /// Goes on without having waited.
  void skip() {
    turn++;
  }

  /// Waits until somebody hands over.
  void pause() {
    while (!mayGo) {
      LockSupport.park(this);
    }
    mayGo = false;
  }
}
