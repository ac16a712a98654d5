package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.organization.RoomId;
import app.firstbell.presence.Computer;
import app.firstbell.presence.Connection;
import app.firstbell.presence.ConnectionId;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.Presence;
import app.firstbell.presence.PresenceStore;
import app.firstbell.presence.Show;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnEngine
class PresenceStoreTest {
  private static final Instant UNTIL = Shop.NOW.plus(Duration.ofHours(2));
  private final Shop shop;
  private final PresenceStore presences;
  private final ConnectionStore connections;

  PresenceStoreTest(Engine engine) {
    shop = Shop.on(engine);
    presences = new PresenceStore(engine.dynamo(), engine.table("Chats"), shop.contention());
    connections = new ConnectionStore(engine.dynamo(), engine.table("Chats"), shop.contention());
  }

  @Test
  void everybodyOfARoomIsOneQueryOfAnyNumber() {
    Set<Presence> all = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      Presence presence = shown("a" + i, "pc", "c" + i, Show.ONLINE);
      presences.put(shop.tenant(), RoomId.GENERAL, presence);
      all.add(presence);
    }
    room(all);
  }

  @Test
  void onlyItsOwnConnectionTakesAComputerAway() {
    Presence old = shown("marta", "desk", "c1", Show.ONLINE);
    Presence now = shown("marta", "desk", "c2", Show.AWAY);
    presences.put(shop.tenant(), RoomId.GENERAL, old);
    presences.put(shop.tenant(), RoomId.GENERAL, now);
    presences.remove(shop.tenant(), RoomId.GENERAL, old.agent(), old.computer(), old.connection());
    presences.silence(shop.tenant(), RoomId.GENERAL, old);
    room(Set.of(now));
    presences.silence(shop.tenant(), RoomId.GENERAL, now);
    room(Set.of(shown("marta", "desk", "c2", Show.OFFLINE)));
    presences.remove(shop.tenant(), RoomId.GENERAL, now.agent(), now.computer(), now.connection());
    room(Set.of());
  }

  @Test
  void aConnectionRemembersItsChatsUntilItEnds() {
    ConnectionId id = new ConnectionId("R0oXAdfD0kwCH6w=");
    connections.open(shop.agent("marta"), id, Shop.NOW);
    assertTrue(connections.noteChat(shop.agent("marta"), id, "chat1"));
    assertTrue(connections.noteChat(shop.agent("marta"), id, "chat2"));
    assertTrue(connections.noteComputer(shop.agent("marta"), id, new Computer("desk")));
    assertEquals(Optional.empty(), connections.close(shop.caller(), id));
    assertEquals(
        Optional.of(new Connection(Set.of("chat1", "chat2"), Optional.of(new Computer("desk")))),
        connections.close(shop.agent("marta"), id));
    assertEquals(Optional.empty(), connections.close(shop.agent("marta"), id));
    assertFalse(connections.noteChat(shop.agent("marta"), id, "chat3"));
  }

  private void room(Set<Presence> expected) {
    assertTrue(
        Await.within(
            Duration.ofSeconds(10),
            () -> Set.copyOf(presences.inRoom(shop.tenant(), RoomId.GENERAL)).equals(expected)),
        "expected " + expected);
  }

  private static Presence shown(String agent, String computer, String connection, Show show) {
    return PresenceStore.shown(
        Shop.card(agent), new Computer(computer), new ConnectionId(connection), show, UNTIL);
  }
}
