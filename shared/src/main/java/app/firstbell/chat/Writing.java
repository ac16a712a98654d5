package app.firstbell.chat;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Pause;
import app.firstbell.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Writes messages into the log: each exactly once, in one order, without gaps.
///
/// The usual way costs one eventually consistent query of the head with the last entry (0.5 RRU)
/// and one conditional put (1 WRU). Everything else happens only when another was faster or the
/// read was old.
public final class Writing {
  /// Places that a message may lose to others before it gives up; each loss means that somebody
  /// else advanced.
  private static final int PLACES = 40;

  private final ChatLog log;
  private final InstantSource clock;
  private final Pause pause;

  public Writing(ChatLog log, InstantSource clock, Pause pause) {
    this.log = log;
    this.clock = clock;
    this.pause = pause;
  }

  /// Writes a message. A repeat (same writer, same `cid`, an `after` not behind the first one's)
  /// answers the number of the first and changes nothing.
  ///
  /// @param after the last number that the writer has seen
  /// @throws BusyException when 40 places were lost to others: nothing was written
  /// @throws LogTooLongException when the writer is too far behind to rule out a repeat: nothing
  ///   was written
  public Written write(Caller caller, ChatId chat, long after, String cid, String text) {
    Optional<LogEnd> end = log.end(caller.tenant(), chat, Freshness.EVENTUAL);
    Place place = WritingRules.place(end, caller, after, cid, Freshness.EVENTUAL);
    if (place instanceof Place.ReadAgain) {
      end = log.end(caller.tenant(), chat, Freshness.CONSISTENT);
      place = WritingRules.place(end, caller, after, cid, Freshness.CONSISTENT);
    }
    return switch (place) {
      case Place.NotFound _, Place.ReadAgain _ -> new Written.NotFound();
      case Place.Over _ -> new Written.Over();
      case Place.TooFast _ -> new Written.TooFast();
      case Place.Ahead ahead -> new Written.Ahead(ahead.last());
      case Place.Stored stored -> new Written.Repeated(end.orElseThrow().head(), stored.entry());
      case Place.LookFirst where -> lookAndPut(caller, end.orElseThrow(), where, cid, text);
      case Place.Next next -> put(caller, end.orElseThrow().head(), next.seq(), cid, text);
    };
  }

  private Written lookAndPut(
      Caller caller, LogEnd end, Place.LookFirst where, String cid, String text) {
    Head head = end.head();
    Optional<Entry> stored =
        log.find(caller.tenant(), head.id(), where, Access.author(head, caller), cid);
    if (stored.isPresent()) {
      return new Written.Repeated(head, stored.get());
    }
    return head.stage().isOpen() && !end.last().happening().closes()
        ? put(caller, head, where.to() + 1, cid, text)
        : new Written.Over();
  }

  /// Walks on from `seq` to the first free place. Whoever lies on the way was seen, so a repeat
  /// cannot be missed.
  private Written put(Caller caller, Head head, long seq, String cid, String text) {
    Author writer = Access.author(head, caller);
    boolean stateChanged = false;
    for (int attempt = 0; attempt < PLACES; attempt++) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Entry entry = new Entry(seq + attempt, now, writer, new Happening.Message(cid, text));
      switch (log.append(caller.tenant(), head.id(), entry)) {
        case Appended.Stored stored -> {
          return new Written.Stored(now(head, stateChanged), stored.entry());
        }
        // The SDK's own retry of a put whose answer was lost meets what it has put.
        case Appended.Taken taken when taken.there().equals(entry) -> {
          return new Written.Stored(now(head, stateChanged), entry);
        }
        case Appended.Taken taken when WritingRules.isRepeat(taken.there(), writer, cid) -> {
          return new Written.Repeated(now(head, stateChanged), taken.there());
        }
        case Appended.Taken taken when taken.there().happening().closes() -> {
          return new Written.Over();
        }
        // The next place is usually free at once; waiting helps only when many write.
        case Appended.Taken taken -> {
          stateChanged |= !(taken.there().happening() instanceof Happening.Message);
          if (attempt >= 3) {
            pause.before(attempt - 2);
          }
        }
      }
    }
    throw new BusyException("lost " + PLACES + " places in chat " + head.id());
  }

  /// The head tells who is to hear of it; one read before somebody accepted does not know the
  /// agent.
  private Head now(Head head, boolean stateChanged) {
    Optional<LogEnd> now =
        stateChanged ? log.end(head.tenant(), head.id(), Freshness.CONSISTENT) : Optional.empty();
    return now.map(LogEnd::head).orElse(head);
  }
}
