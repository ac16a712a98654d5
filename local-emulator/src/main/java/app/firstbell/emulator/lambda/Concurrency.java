package app.firstbell.emulator.lambda;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// How many invocations may run at once: Lambda's account quota, and what functions reserved of it.
///
/// A function with reserved concurrency may use that and no more; the others share what nobody
/// reserved. Source: Lambda developer guide, "Understanding Lambda function scaling"; the quota of
/// a new account is 1,000.
final class Concurrency {
  static final int ACCOUNT = 1_000;

  private final Map<String, Integer> reserved = new HashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
  private int unreservedLeft;

  Concurrency(int account, Collection<FunctionDefinition> functions) {
    unreservedLeft = account;
    for (FunctionDefinition function : functions) {
      function
          .reserved()
          .ifPresent(limit -> {
            reserved.put(function.name(), limit);
            unreservedLeft -= limit;
          });
    }
  }

  /// Takes a place for an invocation of the function; false when there is none. Give it back by
  /// [#leave].
  synchronized boolean enter(String function) {
    Integer limit = reserved.get(function);
    if (limit != null) {
      int now = running.getOrDefault(function, 0);
      if (now >= limit) {
        return false;
      }
      running.put(function, now + 1);
      return true;
    }
    if (unreservedLeft <= 0) {
      return false;
    }
    unreservedLeft--;
    return true;
  }

  synchronized void leave(String function) {
    if (reserved.containsKey(function)) {
      running.merge(function, -1, Integer::sum);
    } else {
      unreservedLeft++;
    }
  }
}
