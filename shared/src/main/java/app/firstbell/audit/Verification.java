package app.firstbell.audit;

import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    EXPECTED("the record is not the one whose hash was noted");

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

  /// The walk along a chain: records that come before their turn wait for it.
  private static final class Walk {
    private final AuditHead before;
    private final Optional<AuditHead> expected;
    private final Map<Long, AuditRecord> waiting = new TreeMap<>();
    private AuditHead end = AuditHead.START;
    private long records;
    private long highest;
    private @Nullable Broken broken;
    private @Nullable AuditRecord suspect;

    private Walk(AuditHead before, Optional<AuditHead> expected) {
      this.before = before;
      this.expected = expected;
    }

    void see(StoredRecord stored) {
      records++;
      if (broken != null) {
        if (stored instanceof StoredRecord.Sound sound) {
          reconsider(sound.record());
        }
        return;
      }
      switch (stored) {
        case StoredRecord.Unreadable unreadable ->
            broken = new Broken(end.n() + 1, unreadable.at(), Why.ALTERED);
        case StoredRecord.Sound sound -> see(sound.record());
      }
    }

    private void see(AuditRecord record) {
      highest = Math.max(highest, record.n());
      if (record.n() > before.n()) {
        // Written since, or put there: the head will tell.
        return;
      }
      if (record.n() <= end.n() || waiting.putIfAbsent(record.n(), record) != null) {
        broken = broken(record, Why.INSERTED);
        return;
      }
      for (AuditRecord next = take(); next != null && broken == null; next = take()) {
        if (!next.follows(end)) {
          suspect = next;
          broken = broken(next, Why.ALTERED);
          waiting.values().forEach(this::reconsider);
        } else {
          end = next.head();
          if (expected.isPresent() && expected.get().n() == end.n() && !isExpected()) {
            broken = broken(next, Why.EXPECTED);
          }
        }
      }
    }

    private @Nullable AuditRecord take() {
      return waiting.remove(end.n() + 1);
    }

    private boolean isExpected() {
      return expected.isEmpty() || expected.get().equals(end);
    }

    /// Whether what stands elsewhere belongs to where the chain broke.
    private void reconsider(AuditRecord other) {
      AuditRecord wrong = suspect;
      if (wrong != null) {
        String hash = AuditRecord.hash(end.hash(), wrong.n(), other.fact());
        if (hash.equals(other.hash()) || hash.equals(wrong.hash())) {
          broken = broken(wrong, Why.REORDERED);
        }
      }
    }

    Verification end(AuditHead after) {
      if (broken == null) {
        broken = atTheEnd(after);
      }
      return new Verification(records, end, Optional.ofNullable(broken));
    }

    private @Nullable Broken atTheEnd(AuditHead after) {
      Optional<Instant> unknown = Optional.empty();
      long next = end.n() + 1;
      if (!waiting.isEmpty()) {
        return new Broken(next, unknown, Why.REMOVED);
      }
      if (before.equals(AuditHead.START) && after.equals(AuditHead.START) && records > 0) {
        return new Broken(highest, unknown, Why.HEAD);
      }
      if (end.n() < before.n()) {
        return new Broken(next, unknown, Why.TRUNCATED);
      }
      if (!end.equals(before)) {
        return new Broken(end.n(), unknown, Why.HEAD);
      }
      if (highest > after.n()) {
        return new Broken(highest, unknown, Why.INSERTED);
      }
      return expected.isPresent() && expected.get().n() > end.n()
          ? new Broken(next, unknown, Why.TRUNCATED)
          : null;
    }

    private static Broken broken(AuditRecord record, Why why) {
      return new Broken(record.n(), Optional.of(record.fact().at()), why);
    }
  }
}
