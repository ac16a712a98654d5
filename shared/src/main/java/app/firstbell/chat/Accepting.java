package app.firstbell.chat;

import app.firstbell.credit.CreditGuard;
import app.firstbell.credit.Reservation;
import app.firstbell.identity.Caller;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The race of the agents for a ringing chat: one wins, and every other learns who and by how much
/// (C2).
public final class Accepting {
  /// What came of an accept.
  public sealed interface Accepted {
    /// The caller has the chat, since now.
    record Won(Head head, Entry entry) implements Accepted {}

    /// The caller has the chat already: a repeat, or another computer of the same agent.
    record Mine(Head head) implements Accepted {}

    /// Another agent was faster.
    record Taken(Head head, Late late) implements Accepted {}

    /// It rings no more, and nobody has it.
    record Over() implements Accepted {}

    /// The caller is an operator, and the organization has no credit that can be used. It rings on
    /// for its own agents.
    record NoCredit(Head head) implements Accepted {}

    record NotFound() implements Accepted {}
  }

  private final Moves moves;
  private final LateStore lates;
  private final CreditGuard credits;
  private final InstantSource clock;

  public Accepting(Moves moves, LateStore lates, CreditGuard credits, InstantSource clock) {
    this.moves = moves;
    this.lates = lates;
    this.credits = credits;
    this.clock = clock;
  }

  /// Accepts a chat for an agent at one connection. A repeat by the winner answers that the chat is
  /// theirs. An operator's accept reserves one credit of the organization, in the same transaction.
  public Accepted accept(Caller.Agent agent, ChatId chat, ConnectionId connection) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Accepted accepted =
        switch (moves.move(
            agent.tenant(),
            chat,
            now,
            end -> decide(end.head(), agent, connection, now, credits))) {
          case Moves.Outcome.Moved<Accepted> moved -> new Accepted.Won(moved.head(), moved.entry());
          case Moves.Outcome.Stayed<Accepted> stayed -> stayed.answer();
          case Moves.Outcome.Absent<Accepted> _ -> new Accepted.NotFound();
        };
    if (accepted instanceof Accepted.Taken taken) {
      lates.keep(agent.tenant(), chat, taken.late());
    }
    return accepted;
  }

  static Moves.Decision<Accepted> decide(
      Head head, Caller.Agent agent, ConnectionId connection, Instant now, CreditGuard credits) {
    if (Access.isParty(head, agent)) {
      return new Moves.Decision.Stay<>(
          head.stage().isOpen() ? new Accepted.Mine(head) : new Accepted.Over());
    }
    if (!Access.isOfRoom(head, agent)) {
      return new Moves.Decision.Stay<>(new Accepted.NotFound());
    }
    return switch (head.stage()) {
      case Stage.Ringing _ ->
          new Moves.Decision.Go<>(
              new Stage.Active(agent.card(), now),
              Access.author(head, agent),
              new Happening.Accepted(
                  agent.card(),
                  Duration.between(head.startedAt(), now),
                  agent.isOperator() ? Happening.Answerer.OPERATOR : Happening.Answerer.OWN_AGENT),
              new Guard.StillRinging(),
              connection,
              price(head, agent, now, credits));
      case Stage.Active active -> taken(head, agent, active.acceptedAt(), now);
      case Stage.Ended ended -> taken(head, agent, ended.acceptedAt(), now);
      case Stage.Missed _ -> new Moves.Decision.Stay<>(new Accepted.Over());
    };
  }

  /// An own agent's accept costs nothing.
  private static Moves.@Nullable Price<Accepted> price(
      Head head, Caller.Agent agent, Instant now, CreditGuard credits) {
    TenantId home = agent.home();
    return home == null
        ? null
        : new Moves.Price<>(
            credits.reserving(
                new Reservation(head.tenant(), head.id(), home, agent.atHome().card().id(), now)),
            new Accepted.NoCredit(head));
  }

  private static Moves.Decision<Accepted> taken(
      Head head, Caller.Agent agent, Instant acceptedAt, Instant now) {
    // Two machines' clocks may differ by more than the race did: late is never less than nothing.
    Duration by = Duration.between(acceptedAt, now);
    return new Moves.Decision.Stay<>(
        new Accepted.Taken(
            head,
            new Late(
                agent.card().id(), agent.card().name(), by.isNegative() ? Duration.ZERO : by)));
  }
}
