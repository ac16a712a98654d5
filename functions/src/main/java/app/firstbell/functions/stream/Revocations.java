package app.firstbell.functions.stream;

import app.firstbell.functions.websocket.Posts;
import app.firstbell.identity.Party;
import app.firstbell.presence.ConnectionId;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.Socket;
import app.firstbell.transaction.Closes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Closes the sockets of whom an act has put out.
final class Revocations {
  /// Two machines' clocks may differ; what was opened later than this was let in after the act, and
  /// a late delivery of it must not put it out.
  private static final Duration CLOCKS = Duration.ofSeconds(10);

  private final ConnectionStore connections;
  private final Posts posts;

  Revocations(ConnectionStore connections, Posts posts) {
    this.connections = connections;
    this.posts = posts;
  }

  /// A repeat finds them gone, and does no harm.
  ///
  /// @throws IllegalStateException when some could not be closed: the record must come again
  void close(Outgoing.Close close) {
    List<ConnectionId> leaving =
        sockets(close)
            .filter(socket -> !socket.openedAt().isAfter(close.at().plus(CLOCKS)))
            .map(Socket::connection)
            .toList();
    Set<ConnectionId> failed = posts.dismiss(leaving, close.why());
    if (!failed.isEmpty()) {
      throw new IllegalStateException(failed.size() + " sockets could not be closed");
    }
  }

  private Stream<Socket> sockets(Outgoing.Close close) {
    return switch (close.whose()) {
      case Closes.OfMember it -> connections.ofAgent(close.tenant(), it.member()).stream();
      case Closes.OfMembers it ->
          it.members().stream()
              .flatMap(member -> connections.ofAgent(close.tenant(), member).stream());
      case Closes.OfMemberExcept it ->
          connections.ofAgent(close.tenant(), it.member()).stream()
              .filter(socket -> !it.session().equals(socket.session()));
      case Closes.OfSession it ->
          connections.ofOrganization(close.tenant(), Party.AGENT).stream()
              .filter(socket -> it.session().equals(socket.session()));
      case Closes.OfAgents _ -> connections.ofOrganization(close.tenant(), Party.AGENT).stream();
      case Closes.OfOrganization _ ->
          Stream.of(Party.values())
              .flatMap(party -> connections.ofOrganization(close.tenant(), party).stream());
    };
  }
}
