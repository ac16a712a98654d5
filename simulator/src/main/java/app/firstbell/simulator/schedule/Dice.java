package app.firstbell.simulator.schedule;

import java.util.List;

/// The one source of chance: a seed gives the same throws on every machine (SplitMix64).
///
/// A [#fork] depends on the seed and the name alone, not on what was thrown before. So when one
/// person is taken out of a world, all others go on as they did: this is what makes a long trace
/// short.
public final class Dice {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private final long seed;
  private long state;

  public Dice(long seed) {
    this.seed = seed;
    this.state = seed;
  }

  public Dice fork(String name) {
    return new Dice(mix(seed ^ hash(name)));
  }

  public long next() {
    state += STEP;
    return mix(state);
  }

  /// A number from 0 to `bound` - 1.
  public int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /// A number from `least` to `most`.
  public long between(long least, long most) {
    return least + Long.remainderUnsigned(next(), most - least + 1);
  }

  /// @param probability from 0 to 1
  public boolean chance(double probability) {
    return probability > 0 && (next() >>> 11) * 0x1.0p-53 < probability;
  }

  public <T> T of(List<T> some) {
    return some.get(below(some.size()));
  }

  /// The same number for the same text, always.
  public static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  static long mix(long z) {
    long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
