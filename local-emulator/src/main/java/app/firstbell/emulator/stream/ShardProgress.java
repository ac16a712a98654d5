package app.firstbell.emulator.stream;

import app.firstbell.emulator.data.TableStream.Change;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;

/// What of one shard was given out and what of it is done. The checkpoint is the last number before
/// which nothing is open. Thread safe.
final class ShardProgress {
  private final TreeMap<BigInteger, Boolean> given = new TreeMap<>();
  private final Checkpoints checkpoints;
  private final String mapping;
  private final String shard;

  ShardProgress(Checkpoints checkpoints, String mapping, String shard) {
    this.checkpoints = checkpoints;
    this.mapping = mapping;
    this.shard = shard;
  }

  synchronized void gaveOut(Change change) {
    given.put(new BigInteger(change.sequenceNumber()), false);
  }

  /// Says that these changes will not be delivered again.
  synchronized void done(List<Change> changes) {
    String width = "";
    for (Change change : changes) {
      given.put(new BigInteger(change.sequenceNumber()), true);
      width = change.sequenceNumber();
    }
    BigInteger reached = null;
    while (!given.isEmpty() && given.firstEntry().getValue()) {
      reached = given.pollFirstEntry().getKey();
    }
    if (reached != null) {
      // The engine's numbers have leading zeros, and it wants them back.
      String digits = reached.toString();
      String padding = "0".repeat(Math.max(0, width.length() - digits.length()));
      checkpoints.reached(mapping, shard, padding + digits);
    }
  }

  synchronized int open() {
    return given.size();
  }
}
