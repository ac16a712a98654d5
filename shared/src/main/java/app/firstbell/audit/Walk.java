package app.firstbell.audit;

import app.firstbell.audit.Verification.Broken;
import app.firstbell.audit.Verification.Why;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The walk along a chain: records that come before their turn wait for it.
final class Walk {
  private final AuditHead before;
  private final Optional<AuditHead> expected;
  private final Map<Long, AuditRecord> waiting = new TreeMap<>();
  private AuditHead end = AuditHead.START;
  private long records;
  private long highest;
  private Verification.@Nullable Broken broken;
  private @Nullable AuditRecord suspect;

  Walk(AuditHead before, Optional<AuditHead> expected) {
    this.before = before;
    this.expected = expected;
  }

  /// Goes on where another walk was.
  Walk(Checkpoint from) {
    this(from.before(), Optional.empty());
    this.end = from.end();
    this.records = from.records();
    this.highest = from.highest();
  }

  /// Whether nothing of what was seen is needed further on.
  boolean isClear() {
    return broken == null && waiting.isEmpty();
  }

  Checkpoint checkpoint(String key) {
    return new Checkpoint(before, end, records, highest, Optional.of(key));
  }

  Verification soFar() {
    return new Verification(records, end, Optional.ofNullable(broken));
  }

  /// The verdict without having seen the rest: it broke, or the next record is nowhere near.
  Verification breakOff() {
    if (broken == null) {
      broken = new Broken(end.n() + 1, Optional.empty(), Why.SCATTERED);
    }
    return soFar();
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
    return soFar();
  }

  private Verification.@Nullable Broken atTheEnd(AuditHead after) {
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
