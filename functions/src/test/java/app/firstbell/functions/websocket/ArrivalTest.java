package app.firstbell.functions.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Seat;
import app.firstbell.identity.SessionId;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Computers;
import app.firstbell.presence.Computer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who gets in, where an agent sits, and what they may do there.
class ArrivalTest {
  private final Town town = new Town();

  @Test
  void aTicketOfASessionThatIsNoMoreOpensNothing() {
    town.isOpen = false;
    assertEquals(403, town.connect("marta", seat("desk", Computers.BOTH)));
    assertEquals(List.of(), town.parts.connections().ofAgent(town.tenant, new AgentId("marta")));
  }

  @Test
  void anotherComputerTakesOver() {
    Person desk = town.agent("marta", seat("desk", Computers.TAKEOVER));
    // Each window shows its agent under an id of its own; it is the same computer all the same.
    desk.shows("online");
    Person sameDesk = town.agent("marta", seat("desk", Computers.TAKEOVER));
    assertEquals(List.of(), town.wires.closed(), "a second tab of one computer");
    Person priya = town.agent("priya", seat("other", Computers.TAKEOVER));
    town.clock.advance(Duration.ofSeconds(1));
    Person home = town.agent("marta", seat("home", Computers.TAKEOVER));
    assertEquals(Set.of(desk.connection, sameDesk.connection), Set.copyOf(town.wires.closed()));
    assertEquals("elsewhere", desk.got("bye").getFirst().text("why").orElseThrow());
    assertEquals(List.of(), priya.got("bye"));
    assertEquals(List.of(), home.got("bye"));
  }

  @Test
  void bothComputersStayWhereTheOrganizationSaysSo() {
    town.agent("marta", seat("desk", Computers.BOTH));
    town.clock.advance(Duration.ofSeconds(1));
    town.agent("marta", seat("home", Computers.BOTH));
    assertEquals(List.of(), town.wires.closed());
  }

  /// Of two that see each other the newest stays, whoever looks: never both, never none.
  @Test
  void whoeverIsOlderYields() {
    Person home = town.agent("marta", seat("home", Computers.TAKEOVER));
    town.clock.advance(Duration.ofMillis(-5));
    assertEquals(409, town.connect("marta", seat("desk", Computers.TAKEOVER)));
    assertEquals(List.of(), town.wires.closed());
    assertEquals(
        List.of(home.connection),
        town.parts.connections().ofAgent(town.tenant, new AgentId("marta")).stream()
            .map(socket -> socket.connection().value())
            .toList());
  }

  @Test
  void whoMayNotAnswerChatsMayOnlyPing() {
    Seat none =
        new Seat(new SessionId("s".repeat(26)), null, Computers.BOTH, Role.MEMBER, Set.of());
    Person clerk = town.agent("clerk", none);
    for (JsonValue.Obj reply :
        List.of(
            clerk.send("lists", _ -> {}),
            clerk.shows("online"),
            clerk.accept("a".repeat(26)),
            clerk.sync("a".repeat(26), 0))) {
      assertEquals("not-allowed", reply.text("code").orElse(reply.toString()));
    }
    assertEquals("pong", Person.type(clerk.send("ping", _ -> {})));
    assertEquals("not-allowed", town.visitor().accept("a".repeat(26)).text("code").orElse(""));
  }

  /// C7, as far as it goes today.
  @Test
  void anAdministratorLooksOnAndDoesNotSpeak() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello?");
    marta.accept(chat);
    Seat seat =
        new Seat(
            new SessionId("s".repeat(26)),
            null,
            Computers.BOTH,
            Role.ADMIN,
            Set.of(Permission.values()));
    Person admin = town.agent("olga", seat);
    JsonValue.Obj log = admin.sync(chat, 0);
    assertEquals("log", Person.type(log));
    assertEquals(3, Person.objects(log, "entries").size());
    assertEquals("not-found", admin.write(chat, 3, "Psst").text("code").orElse(""));
    assertEquals("not-found", admin.end(chat).text("code").orElse(""));
    visitor.write(chat, 3, "Still there?");
    assertEquals(List.of(), admin.got("entry"), "whoever looks on has not joined");
    Person priya = town.agent("priya", seat("desk", Computers.BOTH));
    assertEquals("not-found", priya.sync(chat, 0).text("code").orElse(""));
  }

  @Test
  void aDeclineIsKeptWithTheChatForAgentsEyes() {
    Person marta = town.agentOnline("marta");
    Person priya = town.agentOnline("priya");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello?");
    town.clock.advance(Duration.ofSeconds(2));
    priya.send("decline", json -> json.text("chat", chat));
    priya.send("decline", json -> json.text("chat", chat));
    JsonValue.Obj head = marta.sync(chat, 0).object("chat").orElseThrow();
    JsonValue.Obj declined = Person.objects(head, "declined").getFirst();
    assertEquals("Agent priya", declined.text("name").orElseThrow());
    assertEquals(2000, declined.whole("millis").orElseThrow());
    assertTrue(visitor.sync(chat, 0).object("chat").orElseThrow().get("declined").isEmpty());
  }

  private static Seat seat(String computer, Computers computers) {
    return new Seat(
        new SessionId("s".repeat(26)),
        new Computer(computer),
        computers,
        Role.MEMBER,
        Set.of(Permission.ANSWER_CHATS));
  }
}
