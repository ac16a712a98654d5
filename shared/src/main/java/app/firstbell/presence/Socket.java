package app.firstbell.presence;

import app.firstbell.identity.SessionId;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// An open connection, as whoever may have to close it sees it.
///
/// @param openedAt when it was opened, by the clock of the function that opened it
/// @param session null for a visitor's
/// @param computer null when the console did not say, and for a visitor's
public record Socket(
    ConnectionId connection,
    Instant openedAt,
    @Nullable SessionId session,
    @Nullable Computer computer) {
  /// One order for everybody who looks: two connections opened in the same millisecond too have an
  /// older and a newer one.
  private static final Comparator<Socket> BY_AGE =
      Comparator.comparing(Socket::openedAt).thenComparing(socket -> socket.connection().value());

  public boolean isOlderThan(Socket other) {
    return BY_AGE.compare(this, other) < 0;
  }

  /// Whether both are known to be at two different computers.
  public boolean isElsewhere(Socket other) {
    return computer != null && other.computer != null && !computer.equals(other.computer);
  }
}
