package app.firstbell.chat;

import app.firstbell.dynamo.BusyException;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.timer.Timer;
import app.firstbell.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is in a chat by which connections, and the grace of a party that has none left (C9).
public final class Attending {
  /// How long a party that was lost may take to come back.
  public static final Duration GRACE = Duration.ofSeconds(90);

  private static final int TRIES = 5;

  private final AttendanceStore attendance;
  private final ConnectionStore connections;
  private final Timers timers;
  private final InstantSource clock;

  public Attending(
      AttendanceStore attendance, ConnectionStore connections, Timers timers, InstantSource clock) {
    this.attendance = attendance;
    this.connections = connections;
    this.timers = timers;
    this.clock = clock;
  }

  /// What a join changed.
  ///
  /// @param cameBack whether the party had been gone: the other side wants to know
  public record Joined(Head head, boolean cameBack) {}

  /// What a leave found.
  ///
  /// @param head as it is now: it may know connections that whoever asked has not heard of
  /// @param lostSince when this was the party's last connection: the other side wants to know, and
  ///   the grace runs; null when it was not
  public record Departed(Head head, @Nullable Instant lostSince) {}

  /// Brings a party's connection into an open chat. A connection that is in it already, a chat that
  /// is over, and a connection that has ended meanwhile change nothing.
  public Joined join(Caller caller, Head head, ConnectionId connection) {
    Attendance before = head.of(caller.party());
    boolean isIn = before.connections().contains(connection) && before.goneSince() == null;
    if (isIn || !head.stage().isOpen()) {
      return new Joined(head, false);
    }
    // The connection notes the chat first: a hang-up that comes after the join cleans up.
    if (!connections.noteChat(caller, connection, head.id().value())) {
      return new Joined(head, false);
    }
    Optional<Head> joined = attendance.join(caller.tenant(), head.id(), caller.party(), connection);
    // One that came between found nothing to take away yet: whoever joins looks once more.
    if (joined.isPresent() && !connections.isOpen(caller, connection)) {
      return new Joined(
          leave(caller.tenant(), head.id(), caller.party(), connection)
              .map(Departed::head)
              .orElse(head),
          false);
    }
    return joined
        .map(old -> joined(old, caller.party(), connection))
        .orElseGet(() -> new Joined(head, false));
  }

  /// Takes an ended connection out of a chat. A repeat changes nothing.
  ///
  /// @return nothing when there is no such chat
  public Optional<Departed> leave(
      TenantId tenant, ChatId chat, Party party, ConnectionId connection) {
    return attendance
        .leave(tenant, chat, party, connection)
        .map(left -> {
          Optional<Head> lost =
              left.isDone() && left.head().of(party).connections().isEmpty()
                  ? lost(left.head(), party)
                  : Optional.empty();
          return lost.map(head -> new Departed(head, head.of(party).goneSince()))
              .orElseGet(() -> new Departed(left.head(), null));
        });
  }

  /// Notes that a party has no connection left, and lets its grace run. A repeat, and a party that
  /// has come back meanwhile, change nothing.
  ///
  /// @return the head, when the party is newly gone
  /// @throws BusyException when the party comes and goes too fast: it is not noted, and the next
  ///   message to it notes it
  public Optional<Head> lost(Head head, Party party) {
    Head seen = head;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      // Before it is noted: a timer for an epoch that never comes does nothing, a gone party
      // without its timer would keep the chat open for ever.
      timers.set(
          new Timer.Grace(
              seen.tenant(), seen.id(), party, seen.of(party).epoch() + 1, now.plus(GRACE)));
      Optional<AttendanceStore.Outcome> noted = attendance.gone(seen, party, now);
      if (noted.isEmpty() || noted.get().isDone()) {
        return noted.map(AttendanceStore.Outcome::head);
      }
      seen = noted.get().head();
      if (!isUnnoticed(seen, party)) {
        return Optional.empty();
      }
      // It has come and gone since: the timer was made for an epoch that is over.
    }
    throw new BusyException("a party of chat " + head.id() + " comes and goes too fast");
  }

  /// Whether a party should be there, is not, and nobody has noted it: a function died between the
  /// two steps.
  public static boolean isUnnoticed(Head head, Party party) {
    boolean expected =
        head.stage() instanceof Stage.Active
            || (party == Party.VISITOR && head.stage() instanceof Stage.Ringing);
    Attendance attendance = head.of(party);
    return expected && attendance.connections().isEmpty() && attendance.goneSince() == null;
  }

  private static Joined joined(Head old, Party party, ConnectionId connection) {
    Attendance was = old.of(party);
    Set<ConnectionId> connections = new HashSet<>(was.connections());
    connections.add(connection);
    return new Joined(
        old.with(party, new Attendance(connections, was.epoch() + 1, null)),
        was.goneSince() != null);
  }
}
