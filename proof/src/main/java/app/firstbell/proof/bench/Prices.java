package app.firstbell.proof.bench;

/// AWS list prices, us-east-1, dollars per million (facts of 2025 and 2026; the README of this
/// module says where from).
final class Prices {
  static final double SOCKET_MESSAGE = 1.00; // up to 32 KB, in either direction
  static final double WRITE_UNIT = 0.625;
  static final double READ_UNIT = 0.125;
  static final double INVOCATION = 0.20;
  static final double ARM_GIGABYTE_SECOND = 13.3334;

  /// What a warm function of ours is assumed to take on AWS; this machine's time says nothing about
  /// that.
  static final double MEMORY_GIGABYTES = 0.5;

  static final double SECONDS = 0.015;

  private Prices() {}

  static double invocationWithItsTime() {
    return INVOCATION + ARM_GIGABYTE_SECOND * MEMORY_GIGABYTES * SECONDS;
  }

  static double perMillion(
      double socketMessages, double invocations, double writeUnits, double readUnits) {
    return socketMessages * SOCKET_MESSAGE
        + invocations * invocationWithItsTime()
        + writeUnits * WRITE_UNIT
        + readUnits * READ_UNIT;
  }
}
