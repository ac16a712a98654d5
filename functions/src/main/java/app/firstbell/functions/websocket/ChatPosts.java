package app.firstbell.functions.websocket;

import app.firstbell.chat.Attending;
import app.firstbell.chat.Head;
import app.firstbell.identity.Party;
import app.firstbell.presence.ConnectionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/// Tells the two sides of a chat. Who turns out to be gone is taken out of the chat: that
/// connection, and no other. `$disconnect` may never come, so this is how a lost party is noticed
/// at the latest.
public final class ChatPosts {
  /// An id that no connection has: everybody is to be told.
  static final ConnectionId NOBODY = new ConnectionId("-");

  private final Posts posts;
  private final Attending attending;

  public ChatPosts(Posts posts, Attending attending) {
    this.posts = posts;
    this.attending = attending;
  }

  /// Tells everybody in the chat but the one who caused it.
  public void toOthers(Head head, ConnectionId cause, String frame) {
    to(head, head.connectionsBut(cause), cause, frame);
  }

  /// Tells one side.
  public void toParty(Head head, Party party, String frame) {
    to(head, head.of(party).connections(), NOBODY, frame);
  }

  /// Makes up for a party that left while the function that should have noted it died.
  public void noticeLost(Head head, Party party) {
    if (Attending.isUnnoticed(head, party)) {
      attending.lost(head, party);
    }
  }

  private void to(Head head, Set<ConnectionId> connections, ConnectionId cause, String frame) {
    Set<ConnectionId> gone = posts.toAll(connections, frame);
    if (!head.stage().isOpen()) {
      return;
    }
    Set<ConnectionId> came = new HashSet<>();
    // In one order always, that a simulated run can be repeated.
    gone.stream()
        .sorted(Comparator.comparing(ConnectionId::value))
        .forEach(connection -> came.addAll(leave(head, connection)));
    came.remove(cause);
    // Once only: whoever is gone by now too is found by the next message.
    posts.toAll(came, frame);
  }

  /// @return the connections by which the party has come since the head was read, which may be old
  private Set<ConnectionId> leave(Head head, ConnectionId connection) {
    Party party = head.visitor().connections().contains(connection) ? Party.VISITOR : Party.AGENT;
    return attending
        .leave(head.tenant(), head.id(), party, connection)
        .map(departed -> {
          Head now = departed.head();
          Instant since = departed.lostSince();
          if (since != null) {
            posts.toAll(now.of(party.other()).connections(), Push.gone(now.id(), party, since));
          }
          Set<ConnectionId> came = new HashSet<>(now.of(party).connections());
          came.removeAll(head.of(party).connections());
          return came;
        })
        .orElseGet(Set::of);
  }
}
