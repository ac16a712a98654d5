package app.firstbell.timer;

/// Where timers wait.
@FunctionalInterface
public interface Timers {
  /// Lets the timer come back when it is due; at most 15 minutes ahead, the longest delay of SQS.
  void set(Timer timer);
}
