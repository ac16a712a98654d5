package app.firstbell.chat;

import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.timer.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// How chats come to their end: somebody hangs up, nobody accepts, or somebody is gone for too
/// long.
public final class Ending {
  /// What came of it.
  public sealed interface Ended {
    record Now(Head head, Entry entry) implements Ended {}

    /// It was over before: as asked, by somebody else or by an earlier try, which may have died
    /// before it told anybody.
    record Before(Head head) implements Ended {}

    /// The moment has passed for which this was asked: nothing to do.
    record Stale() implements Ended {}

    record NotFound() implements Ended {}
  }

  private final Moves moves;
  private final InstantSource clock;

  public Ending(Moves moves, InstantSource clock) {
    this.moves = moves;
    this.clock = clock;
  }

  /// A party hangs up. While it still rings this is the visitor's turning away, and the chat is
  /// missed.
  public Ended hangUp(Caller caller, ChatId chat) {
    Instant now = now();
    return ended(moves.move(caller.tenant(), chat, now, end -> hangUp(end.head(), caller, now)));
  }

  /// A timer has come. For another epoch than the chat's, or another stage, it does nothing; the
  /// repeat of one that has ended the chat answers [Ended.Before].
  public Ended expire(Timer timer) {
    Instant now = now();
    return ended(
        moves.move(timer.tenant(), timer.chat(), now, end -> expire(end.head(), timer, now)));
  }

  static Moves.Decision<Ended> hangUp(Head head, Caller caller, Instant now) {
    if (!Access.isParty(head, caller)) {
      return new Moves.Decision.Stay<>(new Ended.NotFound());
    }
    Author by = Access.author(head, caller);
    return switch (head.stage()) {
      case Stage.Ringing _ -> missed(now, by, MissReason.VISITOR_LEFT, new Guard.StillRinging());
      case Stage.Active active ->
          end(active, now, by, EndReason.hungUp(caller.party()), new Guard.StillActive());
      case Stage.Ended _, Stage.Missed _ -> new Moves.Decision.Stay<>(new Ended.Before(head));
    };
  }

  static Moves.Decision<Ended> expire(Head head, Timer timer, Instant now) {
    return switch (timer) {
      case Timer.RingTimeout ring -> unanswered(head, ring, now);
      case Timer.Grace grace -> lost(head, grace, now);
    };
  }

  private static Moves.Decision<Ended> unanswered(Head head, Timer.RingTimeout ring, Instant now) {
    return switch (head.stage()) {
      // A start that died before its chat was there has left its timer; the chat that its repeat
      // opened rings for longer, by a timer of its own.
      case Stage.Ringing ringing when ring.due().isBefore(ringing.until()) ->
          new Moves.Decision.Stay<>(new Ended.Stale());
      case Stage.Ringing _ ->
          missed(now, Author.SYSTEM, MissReason.NOBODY_ACCEPTED, new Guard.StillRinging());
      case Stage.Missed missed when missed.why() == MissReason.NOBODY_ACCEPTED ->
          new Moves.Decision.Stay<>(new Ended.Before(head));
      case Stage.Active _, Stage.Ended _, Stage.Missed _ ->
          new Moves.Decision.Stay<>(new Ended.Stale());
    };
  }

  private static Moves.Decision<Ended> lost(Head head, Timer.Grace grace, Instant now) {
    Party party = grace.party();
    Attendance attendance = head.of(party);
    if (attendance.goneSince() == null || attendance.epoch() != grace.epoch()) {
      return new Moves.Decision.Stay<>(new Ended.Stale());
    }
    Guard guard = new Guard.StillGone(head.stage().word(), party, grace.epoch());
    return switch (head.stage()) {
      case Stage.Ringing _ -> missed(now, Author.SYSTEM, MissReason.VISITOR_LEFT, guard);
      case Stage.Active active -> end(active, now, Author.SYSTEM, EndReason.lost(party), guard);
      case Stage.Ended ended when ended.why() == EndReason.lost(party) ->
          new Moves.Decision.Stay<>(new Ended.Before(head));
      case Stage.Missed missed when missed.why() == MissReason.VISITOR_LEFT ->
          new Moves.Decision.Stay<>(new Ended.Before(head));
      case Stage.Ended _, Stage.Missed _ -> new Moves.Decision.Stay<>(new Ended.Stale());
    };
  }

  private static Moves.Decision<Ended> missed(Instant now, Author by, MissReason why, Guard guard) {
    return new Moves.Decision.Go<>(
        new Stage.Missed(now, why, null), by, new Happening.Missed(why), guard, null);
  }

  private static Moves.Decision<Ended> end(
      Stage.Active active, Instant now, Author by, EndReason why, Guard guard) {
    return new Moves.Decision.Go<>(
        new Stage.Ended(active.agent(), active.acceptedAt(), now, why),
        by,
        new Happening.Ended(why),
        guard,
        null);
  }

  private static Ended ended(Moves.Outcome<Ended> outcome) {
    return switch (outcome) {
      case Moves.Outcome.Moved<Ended> moved -> new Ended.Now(moved.head(), moved.entry());
      case Moves.Outcome.Stayed<Ended> stayed -> stayed.answer();
      case Moves.Outcome.Absent<Ended> _ -> new Ended.NotFound();
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
