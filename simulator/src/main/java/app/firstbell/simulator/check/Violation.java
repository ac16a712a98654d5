package app.firstbell.simulator.check;

/// A promise was broken.
public final class Violation extends RuntimeException {
  private final String promise;

  /// @param promise such as `I1`
  public Violation(String promise, String what) {
    super(promise + ": " + what);
    this.promise = promise;
  }

  public String promise() {
    return promise;
  }
}
