package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A chat of another organization, or of another visitor, answers byte for byte as a chat that does
/// not exist.
@OnInstallation
class TenantsApartTest {
  private static final String NO_CHAT = "a".repeat(26);
  private final Installation installation;

  TenantsApartTest(Installation installation) {
    this.installation = installation;
  }

  static Stream<ObjectNode> visitorsFrames() {
    return Stream.of(
        frame("message").put("after", 0).put("text", "let me in"),
        frame("sync").put("after", 0),
        frame("end"),
        frame("leave").put("email", "a@b.example").put("text", "hi"),
        frame("rate").put("stars", 5),
        frame("transcript").put("email", "a@b.example"));
  }

  static Stream<ObjectNode> agentsFrames() {
    return Stream.of(
        frame("message").put("after", 0).put("text", "let me in"),
        frame("sync").put("after", 0),
        frame("end"),
        frame("accept"),
        frame("decline"));
  }

  @ParameterizedTest
  @MethodSource("visitorsFrames")
  void aForeignVisitorLearnsNothing(ObjectNode frame) throws Exception {
    try (Talk talk = Talk.begin(installation);
        VisitorClient stranger = installation.organization(0).visitor();
        VisitorClient neighbour = talk.organization().visitor()) {
      for (VisitorClient other : List.of(stranger, neighbour)) {
        assertSameAsNoChat(other.line(), frame, talk.chat());
      }
      assertUntouched(talk);
    }
  }

  @ParameterizedTest
  @MethodSource("agentsFrames")
  void aForeignAgentLearnsNothing(ObjectNode frame) throws Exception {
    try (Talk talk = Talk.begin(installation);
        AgentClient stranger = installation.organization(1).online(1)) {
      assertSameAsNoChat(stranger.line(), frame, talk.chat());
      assertUntouched(talk);
    }
  }

  private static void assertSameAsNoChat(Line line, ObjectNode frame, String chat) {
    JsonNode foreign = line.call(frame.deepCopy().put("cid", "same").put("chat", chat));
    JsonNode absent = line.call(frame.deepCopy().put("cid", "same").put("chat", NO_CHAT));
    assertEquals("not-found", absent.path("code").asText(), absent.toString());
    assertEquals(absent.toString(), foreign.toString());
    assertFalse(foreign.toString().contains(chat));
  }

  private static void assertUntouched(Talk talk) {
    JsonNode log = talk.agent().sync(talk.chat(), 0);
    assertEquals("active", log.path("chat").path("state").asText());
    assertEquals(talk.last(), log.path("last").asLong());
    assertTrue(
        talk.agent().line().pushes().stream()
            .noneMatch(p -> p.path("type").asText().equals("entry")));
  }

  private static ObjectNode frame(String action) {
    return Line.frame(action);
  }
}
