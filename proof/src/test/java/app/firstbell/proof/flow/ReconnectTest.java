package app.firstbell.proof.flow;

import static app.firstbell.proof.flow.StoryTest.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Closing the laptop and coming back.
@OnInstallation
class ReconnectTest {
  private static final Duration GRACE = Duration.ofSeconds(90);
  private final Installation installation;

  ReconnectTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void whoComesBackGetsExactlyWhatWasMissed() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      long before = talk.visitor().say(talk.chat(), talk.last(), "one").path("seq").asLong();
      talk.visitor().line().cut();
      talk.agent().line().await("peer", p -> !p.path("connected").asBoolean());
      long after = before;
      for (String text : List.of("two", "three", "four")) {
        after = talk.agent().say(talk.chat(), after, text).path("seq").asLong();
      }
      talk.visitor().line().connect();
      JsonNode log = talk.visitor().sync(talk.chat(), before);
      assertEquals(List.of("two", "three", "four"), log.path("entries").findValuesAsText("text"));
      assertEquals(after, log.path("last").asLong());
      assertFalse(log.path("more").asBoolean());
      talk.agent().line().await("peer", p -> p.path("connected").asBoolean());
      talk.agent().say(talk.chat(), after, "five");
      assertEquals(
          "five",
          talk.visitor()
              .line()
              .await("entry", entry(talk.chat(), "message"))
              .path("entry")
              .path("text")
              .asText());
    }
  }

  @Test
  void anAnswerThatWasLostIsNotAMessageTwice() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      var frame = VisitorClient.message(talk.chat(), talk.last(), "once");
      long seq = talk.visitor().line().call(frame, "ack").path("seq").asLong();
      talk.visitor().line().cut();
      talk.visitor().line().connect();
      assertEquals(seq, talk.visitor().line().call(frame, "ack").path("seq").asLong());
      JsonNode log = talk.visitor().sync(talk.chat(), talk.last());
      assertEquals(List.of("once"), log.path("entries").findValuesAsText("text"));
    }
  }

  @Test
  void aVisitorWhoStaysAwayEndsTheChatAfterTheGrace() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      talk.visitor().line().cut();
      talk.agent().line().await("peer", p -> !p.path("connected").asBoolean());
      installation.emulator().advance(GRACE.plusSeconds(1));
      assertEquals(
          "visitor-lost",
          talk.agent()
              .line()
              .await("entry", entry(talk.chat(), "ended"))
              .path("entry")
              .path("why")
              .asText());
    }
  }

  @Test
  void anAgentWhoStaysAwayEndsTheChatAfterTheGrace() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      talk.agent().line().cut();
      talk.visitor().line().await("peer", p -> !p.path("connected").asBoolean());
      installation.emulator().advance(GRACE.plusSeconds(1));
      assertEquals(
          "agent-lost",
          talk.visitor()
              .line()
              .await("entry", entry(talk.chat(), "ended"))
              .path("entry")
              .path("why")
              .asText());
    }
  }

  @Test
  void whoComesBackInTimeKeepsTheChat() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      talk.visitor().line().cut();
      talk.agent().line().await("peer", p -> !p.path("connected").asBoolean());
      installation.emulator().advance(GRACE.minusSeconds(30));
      talk.visitor().line().connect();
      talk.visitor().sync(talk.chat(), 0);
      talk.agent().line().await("peer", p -> p.path("connected").asBoolean());
      installation.emulator().advance(GRACE);
      long seq = talk.visitor().say(talk.chat(), talk.last(), "still here").path("seq").asLong();
      assertTrue(seq > talk.last());
      assertEquals("active", talk.agent().sync(talk.chat(), 0).path("chat").path("state").asText());
    }
  }

  @Test
  void twoTabsOfAVisitorShowTheSame() throws Exception {
    try (Talk talk = Talk.begin(installation);
        Line tab =
            new Line(installation.door(), talk.visitor().line().token(), installation.check())) {
      tab.connect();
      JsonNode mine = tab.call(Line.frame("lists"), "lists");
      assertEquals(talk.chat(), mine.path("mine").path(0).path("id").asText());
      tab.call(Line.frame("sync").put("chat", talk.chat()).put("after", 0), "log");
      talk.agent().say(talk.chat(), talk.last(), "to both");
      for (Line each : List.of(tab, talk.visitor().line())) {
        assertEquals(
            "to both",
            each.await("entry", entry(talk.chat(), "message")).path("entry").path("text").asText());
      }
      talk.visitor().say(talk.chat(), talk.last(), "from one tab");
      assertEquals(
          "from one tab",
          tab.await("entry", entry(talk.chat(), "message")).path("entry").path("text").asText());
    }
  }
}
