package app.firstbell.audit;

import java.time.Instant;
import java.util.Optional;

/// What lies in the place of an audit record.
public sealed interface StoredRecord {
  /// What lies under a key.
  record At(String key, StoredRecord record) {}

  record Sound(AuditRecord record) implements StoredRecord {}

  /// Something that Firstbell has never written so.
  ///
  /// @param at the time that its key names, if it names one
  record Unreadable(Optional<Instant> at) implements StoredRecord {}
}
