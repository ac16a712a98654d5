package app.firstbell.functions.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.functions.town.MovableClock;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Limits;
import app.firstbell.presence.ConnectionId;
import app.firstbell.visitor.VisitorId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodGateTest {
  private final MovableClock clock = new MovableClock();
  private final FloodGate gate = new FloodGate(clock);
  private final ConnectionId connection = new ConnectionId("c=");
  private final Limits limits = new Limits(10, 30);

  @Test
  void aBurstPassesAndThenTheRate() {
    for (int i = 0; i < 30; i++) {
      assertEquals(new FloodGate.Passage.Free(), gate.pass(connection, limits));
    }
    assertEquals(
        new FloodGate.Passage.TooFast(Duration.ofMillis(100), 1), gate.pass(connection, limits));
    clock.advance(Duration.ofMillis(100));
    assertEquals(new FloodGate.Passage.Free(), gate.pass(connection, limits));
    assertTrue(gate.pass(connection, limits) instanceof FloodGate.Passage.TooFast);
  }

  @Test
  void anotherConnectionIsNotHeldBack() {
    for (int i = 0; i < 31; i++) {
      gate.pass(connection, limits);
    }
    assertEquals(new FloodGate.Passage.Free(), gate.pass(new ConnectionId("other="), limits));
  }

  @Test
  void aHundredRefusalsInTenSecondsAreAFlood() {
    for (int i = 0; i < 129; i++) {
      assertTrue(!(gate.pass(connection, limits) instanceof FloodGate.Passage.Flood), "frame " + i);
    }
    assertEquals(new FloodGate.Passage.Flood(), gate.pass(connection, limits));
  }

  @Test
  void aHundredRefusalsInAMinuteAreNone() {
    Limits slow = new Limits(1, 1);
    for (int i = 0; i < 400; i++) {
      clock.advance(Duration.ofMillis(200));
      assertTrue(!(gate.pass(connection, slow) instanceof FloodGate.Passage.Flood), "frame " + i);
    }
  }

  @Test
  void aFloodIsToldAndClosedAndCostsNoReads() {
    Town town = new Town();
    Person agent = town.agent("marta", limits);
    JsonValue.Obj last = Town.nothing();
    for (int i = 0; i < 130; i++) {
      last = agent.write("a".repeat(26), 0, "spam");
    }
    assertEquals("too-frequent", last.text("code").orElseThrow());
    assertTrue(last.text("cid").isPresent());
    assertEquals("too-frequent", agent.got("bye").getFirst().text("why").orElseThrow());
    assertEquals(List.of(agent.connection), town.wires.closed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "leave",
        "accept",
        "decline",
        "sync",
        "lists",
        "presence",
        "typing",
        "mark",
        "end",
        "rate",
        "transcript",
        "ping",
        "nonsense"
      })
  void aFloodOfAnythingIsClosed(String action) {
    Town town = new Town();
    Person agent = town.agent("marta", limits);
    for (int i = 0; i < 130; i++) {
      agent.send(action, _ -> {});
    }
    assertEquals("too-frequent", agent.got("bye").getFirst().text("why").orElseThrow());
    assertEquals(List.of(agent.connection), town.wires.closed());
  }

  @Test
  void whoTypesTooFastIsToldOnce() {
    Town town = new Town();
    Person visitor = town.visitor(new VisitorId("v".repeat(26)), limits);
    String chat = visitor.start("Hello");
    for (int i = 0; i < 60; i++) {
      visitor.send("typing", json -> json.text("chat", chat).bool("on", true));
    }
    assertEquals(
        List.of("too-frequent"),
        visitor.got("error").stream().map(error -> error.text("code").orElseThrow()).toList());
  }
}
