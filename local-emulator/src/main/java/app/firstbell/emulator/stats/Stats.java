package app.firstbell.emulator.stats;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;

/// What AWS would bill or count, by dotted name: `function.Message.invocations`,
/// `function.Message.millis`, `table.Chats.writeUnits`, `table.Chats.readUnits`,
/// `function.Message.writeUnits`, `gateway.posts`, `gateway.messagesIn`, `gateway.messagesOut`.
public final class Stats {
  private final Map<String, DoubleAdder> figures = new ConcurrentHashMap<>();

  public void add(String figure, double amount) {
    figures.computeIfAbsent(figure, _ -> new DoubleAdder()).add(amount);
  }

  public void count(String figure) {
    add(figure, 1);
  }

  public double get(String figure) {
    DoubleAdder adder = figures.get(figure);
    return adder == null ? 0 : adder.sum();
  }

  /// All figures, sorted by name.
  public Map<String, Double> snapshot() {
    Map<String, Double> all = new TreeMap<>();
    figures.forEach((name, adder) -> all.put(name, adder.sum()));
    return all;
  }

  public void reset() {
    figures.clear();
  }
}
