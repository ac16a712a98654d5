package app.firstbell.functions.websocket;

import app.firstbell.chat.Head;
import app.firstbell.chat.Operators;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.presence.Presence;
import app.firstbell.presence.PresenceStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Tells the consoles of a room. A console that turns out to be gone rings no more.
public final class RoomPosts {
  private final Posts posts;
  private final PresenceStore presences;
  private final InstantSource clock;

  public RoomPosts(Posts posts, PresenceStore presences, InstantSource clock) {
    this.posts = posts;
    this.presences = presences;
    this.clock = clock;
  }

  /// Tells these consoles.
  public void to(TenantId tenant, RoomId room, Collection<Presence> consoles, String frame) {
    Set<ConnectionId> gone =
        posts.toAll(consoles.stream().map(Presence::connection).toList(), frame);
    consoles.stream()
        .filter(console -> gone.contains(console.connection()))
        .forEach(console -> presences.silence(tenant, room, console));
  }

  /// Tells every connected console that the chat rings at, or rang: those of its room, and those of
  /// the operators.
  public void toRung(Head head, Predicate<Presence> whom, String frame) {
    toConnected(head.tenant(), head.room().id(), whom, frame);
    toOperators(head, whom, frame);
  }

  /// Tells the operators' consoles among those, if operators were rung.
  public void toOperators(Head head, Predicate<Presence> whom, String frame) {
    Operators operators = head.operators();
    if (operators != null) {
      TenantScope.enter(operators.home(), Proof.OPERATORS);
      toConnected(operators.home(), RoomId.OPERATORS, whom, frame);
    }
  }

  /// Tells every connected console of the room for which `whom` holds: also those that are away,
  /// where it may still be ringing.
  public void toConnected(TenantId tenant, RoomId room, Predicate<Presence> whom, String frame) {
    Instant now = clock.instant();
    List<Presence> consoles =
        presences.inRoom(tenant, room).stream()
            .filter(console -> console.isConnected(now))
            .filter(whom)
            .toList();
    to(tenant, room, consoles, frame);
  }
}
