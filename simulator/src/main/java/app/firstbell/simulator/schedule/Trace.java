package app.firstbell.simulator.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What happened, as a hash of every event; and when it is to be read, as lines.
public final class Trace {
  /// Whether lines are kept, beside the hash.
  public enum Detail {
    HASH,
    LINES
  }

  private final Detail detail;
  private final List<String> lines = new ArrayList<>();
  private long hash;
  private long events;

  public Trace(Detail detail) {
    this.detail = detail;
  }

  /// @param micros of virtual time
  /// @param what a few words that are the same whenever the same happens
  public void note(long micros, String who, String what) {
    events++;
    hash = Dice.mix(hash * 31 + micros + ((long) who.hashCode() << 32) + what.hashCode());
    if (detail == Detail.LINES) {
      lines.add(line(micros, who, what));
    }
  }

  /// A line for the reader alone.
  public void remark(long micros, String who, Supplier<String> what) {
    if (detail == Detail.LINES) {
      lines.add(line(micros, who, what.get()));
    }
  }

  public String hash() {
    return String.format(Locale.ROOT, "%016x", hash);
  }

  public long events() {
    return events;
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  private static String line(long micros, String who, String what) {
    return String.format(Locale.ROOT, "%11.4f  %-34s %s", micros / 1e6, who, what);
  }
}
