package app.firstbell.chat;

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

/// Who is in a chat by which connections, and the grace of a party that has none left (C9).
public final class Attending {
  /// How long a party that was lost may take to come back.
  public static final Duration GRACE = Duration.ofSeconds(90);

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

  /// Brings a party's connection into an open chat. A connection that is in it already, a chat that
  /// is over, and a connection that has ended meanwhile change nothing.
  public Joined join(Caller caller, Head head, ConnectionId connection) {
    Attendance before = head.of(caller.party());
    boolean isIn = before.connections().contains(connection) && before.goneSince() == null;
    if (isIn || !head.stage().isOpen()) {
      return new Joined(head, false);
    }
    // The connection notes the chat first: whichever of join and hang-up comes second cleans up.
    if (!connections.noteChat(caller, connection, head.id().value())) {
      return new Joined(head, false);
    }
    return attendance
        .join(caller.tenant(), head.id(), caller.party(), connection)
        .map(old -> joined(old, caller.party(), connection))
        .orElseGet(() -> new Joined(head, false));
  }

  /// Takes an ended connection out of a chat.
  ///
  /// @return the head, when this was the party's last connection: the other side wants to know, and
  ///   the grace runs
  public Optional<Head> leave(TenantId tenant, ChatId chat, Party party, ConnectionId connection) {
    Optional<Head> left = attendance.leave(tenant, chat, party, connection);
    if (left.isEmpty() || !left.get().of(party).connections().isEmpty()) {
      return Optional.empty();
    }
    return lost(left.get(), party);
  }

  /// Notes that a party has no connection left, and lets its grace run. A repeat, and a party that
  /// has come back meanwhile, change nothing.
  ///
  /// @return the head, when the party is newly gone
  public Optional<Head> lost(Head head, Party party) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    // Before it is noted: a timer for an epoch that never comes does nothing, a gone party without
    // its timer would
    // keep the chat open for ever.
    timers.set(
        new Timer.Grace(
            head.tenant(), head.id(), party, head.of(party).epoch() + 1, now.plus(GRACE)));
    return attendance.gone(head.tenant(), head.id(), party, now);
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
