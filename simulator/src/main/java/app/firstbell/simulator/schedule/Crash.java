package app.firstbell.simulator.schedule;

/// A process ends here, without a chance to clean up: not an exception that anybody catches.
public final class Crash extends Error {
  public Crash(String where) {
    super(where, null, false, false);
  }
}
