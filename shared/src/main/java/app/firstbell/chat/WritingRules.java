package app.firstbell.chat;

import app.firstbell.identity.Caller;
import java.util.Optional;

/// Where a message goes, decided from the end of the log: pure, and the same for every writer.
///
/// The client's `after` is never trusted with the place itself, only with how far back a repeat may
/// lie: see `docs/decisions/0002-the-head-of-the-log-is-read-with-the-chat.md`.
public final class WritingRules {
  private WritingRules() {}

  /// @param after the last number that the writer has seen
  /// @param cid the writer's own id of the message
  /// @param read how `end` was read: what an old read refuses, a consistent one may allow
  public static Place place(
      Optional<LogEnd> end, Caller caller, long after, String cid, Freshness read) {
    if (end.isEmpty() || !Access.isParty(end.get().head(), caller)) {
      // The chat may have been started, or accepted by this very agent, a moment ago.
      return read == Freshness.CONSISTENT ? new Place.NotFound() : new Place.ReadAgain();
    }
    Head head = end.get().head();
    Entry last = end.get().last();
    // Head and log are read together but not in one moment: the log may already be closed where the
    // head is not.
    boolean over = !head.stage().isOpen() || last.happening().closes();
    if (after > last.seq()) {
      return read == Freshness.CONSISTENT ? new Place.Ahead(last.seq()) : new Place.ReadAgain();
    }
    Author writer = Access.author(head, caller);
    if (isRepeat(last, writer, cid)) {
      return new Place.Stored(last);
    }
    if (last.by().isSame(writer) && last.seq() - after > caller.limits().burst()) {
      // A writer that waits for its answers has seen its own last message. This costs no state and
      // no write, and holds over all environments of the function, where the buckets in memory do
      // not.
      return new Place.TooFast();
    }
    if (after < last.seq() - 1 || (over && after < last.seq())) {
      // Also when the chat is over: the first answer to this message may have been lost on its way.
      return new Place.LookFirst(after + 1, last.seq());
    }
    return over ? new Place.Over() : new Place.Next(last.seq() + 1);
  }

  /// Whether `entry` is this writer's message `cid`.
  public static boolean isRepeat(Entry entry, Author writer, String cid) {
    return entry.happening() instanceof Happening.Message message
        && message.cid().equals(cid)
        && entry.by().isSame(writer);
  }
}
