package app.firstbell.functions.websocket;

import static app.firstbell.functions.town.Person.objects;
import static app.firstbell.functions.town.Person.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonValue;
import app.firstbell.timer.Timer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A function dies at each of its calls of the engine, before or after it was done; the client does
/// not know, and sends the same frame again. The end is as if nothing had happened.
class CrashTest {
  private static final int MORE_THAN_ANY_NEEDS = 15;

  @ParameterizedTest
  @EnumSource
  void aStartThatDiedIsFinishedByItsRepeat(Planted.Death death) {
    for (int call = 1; call < MORE_THAN_ANY_NEEDS; call++) {
      Town town = new Town();
      Person marta = town.agentOnline("marta");
      Person visitor = town.visitor();
      Person dying = town.dying(Planted.dyingAt(Town.engine(), call, death), visitor);
      dying.sendAs("s", "start", json -> json.text("text", "Hello"));
      JsonValue.Obj again = visitor.sendAs("s", "start", json -> json.text("text", "Hello"));
      assertEquals("started", type(again), "died at call " + call);
      assertEquals(List.of("ringing", "message"), kinds(again), "died at call " + call);
      assertTrue(!marta.got("ring").isEmpty(), "somebody was rung; died at call " + call);
      assertTrue(!town.timers.isEmpty(), "a chat that rings has its timer; died at call " + call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageThatDiedStandsOnce(Planted.Death death) {
    for (int call = 1; call < MORE_THAN_ANY_NEEDS; call++) {
      Town town = new Town();
      Person marta = town.agentOnline("marta");
      Person visitor = town.visitor();
      String chat = visitor.start("Hello");
      marta.accept(chat);
      Person dying = town.dying(Planted.dyingAt(Town.engine(), call, death), visitor);
      say(dying, chat);
      assertEquals("ack", type(say(visitor, chat)), "died at call " + call);
      assertTrue(!marta.got("entry").isEmpty(), "the agent was told; died at call " + call);
      assertEquals(
          List.of("ringing", "message", "accepted", "message"),
          kinds(marta.sync(chat, 0)),
          "died at call " + call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAcceptThatDiedIsStillTheAgents(Planted.Death death) {
    for (int call = 1; call < MORE_THAN_ANY_NEEDS; call++) {
      Town town = new Town();
      Person marta = town.agentOnline("marta");
      Person visitor = town.visitor();
      String chat = visitor.start("Hello");
      town.dying(Planted.dyingAt(Town.engine(), call, death), marta).accept(chat);
      assertEquals("accepted", type(marta.accept(chat)), "died at call " + call);
      assertTrue(!visitor.got("entry").isEmpty(), "the visitor was told; died at call " + call);
      assertEquals("ack", type(marta.write(chat, 3, "Hi")), "died at call " + call);
      assertEquals(
          List.of("ringing", "message", "accepted", "message"),
          kinds(visitor.sync(chat, 0)),
          "died at call " + call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndThatDiedEndsOnce(Planted.Death death) {
    for (int call = 1; call < MORE_THAN_ANY_NEEDS; call++) {
      Town town = new Town();
      Person marta = town.agentOnline("marta");
      Person visitor = town.visitor();
      String chat = visitor.start("Hello");
      marta.accept(chat);
      town.dying(Planted.dyingAt(Town.engine(), call, death), visitor).end(chat);
      assertEquals("ended", type(visitor.end(chat)), "died at call " + call);
      assertTrue(!marta.got("entry").isEmpty(), "the agent was told; died at call " + call);
      assertEquals(
          List.of("ringing", "message", "accepted", "ended"),
          kinds(marta.sync(chat, 0)),
          "died at call " + call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRingTimeoutThatDiedIsToldWhenItsMessageComesAgain(Planted.Death death) {
    for (int call = 1; call < MORE_THAN_ANY_NEEDS; call++) {
      Town town = new Town();
      Person marta = town.agentOnline("marta");
      Person visitor = town.visitor();
      String chat = visitor.start("Hello");
      Timer ring = town.timers.getFirst();
      town.clock.advance(Duration.ofSeconds(45));
      town.servedBy(Planted.dyingAt(Town.engine(), call, death)).comes(ring);
      assertTrue(town.comes(ring), "died at call " + call);
      assertTrue(!visitor.got("entry").isEmpty(), "the visitor was told; died at call " + call);
      assertTrue(!marta.got("stop").isEmpty(), "it rings no more; died at call " + call);
      assertEquals(
          List.of("ringing", "message", "missed"),
          kinds(visitor.sync(chat, 0)),
          "died at call " + call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGraceThatDiedIsToldWhenItsMessageComesAgain(Planted.Death death) {
    for (int call = 1; call < MORE_THAN_ANY_NEEDS; call++) {
      Town town = new Town();
      Person marta = town.agentOnline("marta");
      Person visitor = town.visitor();
      marta.accept(visitor.start("Hello"));
      visitor.disconnects();
      Timer grace = town.timers.getLast();
      town.clock.advance(Duration.ofSeconds(90));
      town.servedBy(Planted.dyingAt(Town.engine(), call, death)).comes(grace);
      assertTrue(town.comes(grace), "died at call " + call);
      assertTrue(!marta.got("entry").isEmpty(), "the agent was told; died at call " + call);
    }
  }

  private static JsonValue.Obj say(Person person, String chat) {
    return person.sendAs(
        "m", "message", json -> json.text("chat", chat).number("after", 3).text("text", "once"));
  }

  private static List<String> kinds(JsonValue.Obj reply) {
    return objects(reply, "entries").stream().map(e -> e.text("kind").orElseThrow()).toList();
  }
}
