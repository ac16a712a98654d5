package app.firstbell.chat;

import app.firstbell.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// What a visitor can still say when a chat is over: an address after a missed one, stars after an
/// ended one.
public final class Afterwards {
  /// What came of it.
  public sealed interface Said {
    record Now(Head head, Entry entry) implements Said {}

    /// It was said before; the first time stands.
    record Before(Head head) implements Said {}

    /// The chat is not at the stage for this.
    record WrongStage(Stage stage) implements Said {}

    record NotFound() implements Said {}
  }

  private final Moves moves;
  private final InstantSource clock;

  public Afterwards(Moves moves, InstantSource clock) {
    this.moves = moves;
    this.clock = clock;
  }

  /// Leaves an e-mail address in a missed chat (C6).
  public Said leave(Caller.Visitor visitor, ChatId chat, Left left) {
    return said(moves.move(visitor.tenant(), chat, now(), end -> leave(end.head(), visitor, left)));
  }

  /// Rates an ended chat (C8).
  ///
  /// @param rated 1 to 5 stars, and a comment
  public Said rate(Caller.Visitor visitor, ChatId chat, Happening.Rated rated) {
    return said(moves.move(visitor.tenant(), chat, now(), end -> rate(end, visitor, rated)));
  }

  static Moves.Decision<Said> leave(Head head, Caller.Visitor visitor, Left left) {
    if (!Access.isParty(head, visitor)) {
      return new Moves.Decision.Stay<>(new Said.NotFound());
    }
    return switch (head.stage()) {
      case Stage.Missed missed when missed.left() == null ->
          new Moves.Decision.Go<>(
              new Stage.Missed(missed.endedAt(), missed.why(), left),
              Access.author(head, visitor),
              new Happening.LeftMessage(left),
              new Guard.NothingLeft(),
              null);
      case Stage.Missed _ -> new Moves.Decision.Stay<>(new Said.Before(head));
      case Stage.Ringing _, Stage.Active _, Stage.Ended _ ->
          new Moves.Decision.Stay<>(new Said.WrongStage(head.stage()));
    };
  }

  static Moves.Decision<Said> rate(LogEnd end, Caller.Visitor visitor, Happening.Rated rated) {
    Head head = end.head();
    if (!Access.isParty(head, visitor)) {
      return new Moves.Decision.Stay<>(new Said.NotFound());
    }
    if (!(head.stage() instanceof Stage.Ended)) {
      return new Moves.Decision.Stay<>(new Said.WrongStage(head.stage()));
    }
    // A rating is the only thing that can follow the end, so the last entry tells whether there is
    // one.
    return end.last().happening() instanceof Happening.Rated
        ? new Moves.Decision.Stay<>(new Said.Before(head))
        : new Moves.Decision.Go<>(
            head.stage(), Access.author(head, visitor), rated, new Guard.NotRated(), null);
  }

  private static Said said(Moves.Outcome<Said> outcome) {
    return switch (outcome) {
      case Moves.Outcome.Moved<Said> moved -> new Said.Now(moved.head(), moved.entry());
      case Moves.Outcome.Stayed<Said> stayed -> stayed.answer();
      case Moves.Outcome.Absent<Said> _ -> new Said.NotFound();
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
