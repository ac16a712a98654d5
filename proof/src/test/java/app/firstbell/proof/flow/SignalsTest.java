package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Line;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/// Typing, delivered, read: hints that are shown and not kept in the log.
@OnInstallation
class SignalsTest {
  private final Installation installation;

  SignalsTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void theOtherSideSeesTyping() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      talk.agent().line().tell(Line.frame("typing").put("chat", talk.chat()).put("on", true));
      JsonNode typing = talk.visitor().line().await("typing");
      assertEquals("agent", typing.path("party").asText());
      assertTrue(typing.path("on").asBoolean());
      talk.visitor().line().tell(Line.frame("typing").put("chat", talk.chat()).put("on", true));
      assertEquals("visitor", talk.agent().line().await("typing").path("party").asText());
      assertEquals(talk.last(), talk.visitor().sync(talk.chat(), 0).path("last").asLong());
    }
  }

  @Test
  void watermarksOnlyRise() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      long seq = talk.agent().say(talk.chat(), talk.last(), "read me").path("seq").asLong();
      talk.visitor().line().await("entry");
      talk.visitor()
          .line()
          .tell(Line.frame("mark").put("chat", talk.chat()).put("delivered", seq).put("read", seq));
      JsonNode marks = talk.agent().line().await("marks", m -> m.path("read").asLong() == seq);
      assertEquals("visitor", marks.path("party").asText());
      talk.visitor().line().tell(Line.frame("mark").put("chat", talk.chat()).put("read", 1));
      talk.visitor().line().call(Line.frame("ping"), "pong");
      JsonNode log = talk.agent().sync(talk.chat(), 0);
      assertEquals(seq, log.path("marks").path("visitor").path("read").asLong(), log.toString());
    }
  }
}
