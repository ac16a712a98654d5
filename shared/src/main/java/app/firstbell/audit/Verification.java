package app.firstbell.audit;

import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What looking through an organization's chain has shown.
///
/// @param records how many there are
/// @param head the last record up to which the chain is whole
/// @param broken the first thing that is not as it was written
public record Verification(long records, AuditHead head, Optional<Broken> broken) {
  /// What may have been done to the log.
  public enum Why {
    ALTERED("a record is not as it was written"),
    REMOVED("a record is missing"),
    INSERTED("there is a record that was never written here"),
    REORDERED("records stand in another order than they were written"),
    TRUNCATED("the last records are missing"),
    HEAD("the head does not name the last record"),
    EXPECTED("the record is not the one whose hash was noted"),
    SCATTERED(
        "the record does not stand among the many behind it: it is missing, or too far from its place"
            + " to be looked for here; `firstbell audit verify` looks through the whole log");

    private final String sentence;

    Why(String sentence) {
      this.sentence = sentence;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String sentence() {
      return sentence;
    }
  }

  /// @param n the number of the record
  /// @param at when that happened, where a record says so
  public record Broken(long n, Optional<Instant> at, Why why) {}

  public boolean isIntact() {
    return broken.isEmpty();
  }

  /// Looks through a chain. Records may be written meanwhile: what is behind `before` is taken as
  /// it comes, as long as `after` knows of it.
  ///
  /// @param before the head, read before the records
  /// @param records in the order of their keys, which is that of time; facts of two streams may
  ///   have come to the chain in another
  /// @param after the head, read after the records
  /// @param expected a head that was noted earlier and elsewhere
  public static Verification of(
      AuditHead before,
      Iterator<StoredRecord> records,
      Supplier<AuditHead> after,
      Optional<AuditHead> expected) {
    Walk walk = new Walk(before, expected);
    records.forEachRemaining(walk::see);
    return walk.end(after.get());
  }

  /// What a part of a chain has shown, and where to go on.
  ///
  /// @param soFar of all that was looked through, in this part and before it; the verdict when
  ///   nothing is left
  /// @param next nothing at the end, or where the chain broke
  public record Part(Verification soFar, Optional<Checkpoint> next) {}

  /// Looks through a part of a chain. It ends behind `enough` records, at the first place where
  /// none waits for its turn: from there on nothing is needed of what was seen.
  ///
  /// @param from where the part before ended, or [Checkpoint#start]
  /// @param records those behind the checkpoint's key
  /// @param most after so many records without such a place the chain counts as broken here
  public static Part part(
      Checkpoint from,
      Iterator<StoredRecord.At> records,
      Supplier<AuditHead> after,
      int enough,
      int most) {
    Walk walk = new Walk(from);
    for (int seen = 1; records.hasNext(); seen++) {
      StoredRecord.At stored = records.next();
      walk.see(stored.record());
      if (seen >= enough && walk.isClear() && records.hasNext()) {
        return new Part(walk.soFar(), Optional.of(walk.checkpoint(stored.key())));
      }
      if (seen >= most) {
        return new Part(walk.breakOff(), Optional.empty());
      }
    }
    return new Part(walk.end(after.get()), Optional.empty());
  }
}
