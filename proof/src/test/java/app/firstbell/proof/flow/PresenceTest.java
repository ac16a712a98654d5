package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who rings, and who does not.
@OnInstallation
class PresenceTest {
  private final Installation installation;

  PresenceTest(Installation installation) {
    this.installation = installation;
  }

  @ParameterizedTest
  @ValueSource(strings = {"away", "xa", "offline"})
  void whoIsNotOnlineDoesNotRing(String show) throws Exception {
    Provisioned organization = installation.organization(2);
    try (AgentClient absent = organization.online(1);
        AgentClient present = organization.online(2);
        VisitorClient visitor = organization.visitor()) {
      absent.show(show);
      String chat = visitor.start("Hello?").path("chat").path("id").asText();
      present.awaitRing(chat);
      assertEquals("accepted", present.accept(chat).path("type").asText());
      assertTrue(
          absent.line().pushes().stream().noneMatch(p -> p.path("type").asText().equals("ring")),
          absent.line().pushes().toString());
    }
  }

  @Test
  void anAgentWhoseConnectionIsCutNoLongerRings() throws Exception {
    Provisioned organization = installation.organization(1);
    try (AgentClient agent = organization.online(1)) {
      agent.line().cut();
      assertTrue(
          Await.within(
              Line.PATIENCE,
              () -> {
                try (VisitorClient visitor = organization.visitor()) {
                  return visitor
                      .start("Hello?")
                      .path("chat")
                      .path("state")
                      .asText()
                      .equals("missed");
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }),
          "a chat after the cut finds nobody");
    }
  }

  @Test
  void theSiteSaysWhetherSomebodyIsThere() throws Exception {
    Provisioned organization = installation.organization(1);
    String path = "/api/sites/" + organization.id();
    assertEquals(
        false,
        organization
            .door()
            .send("GET", path, "", "", java.util.Map.of())
            .orFail(200)
            .json()
            .path("available")
            .asBoolean(true));
    try (AgentClient agent = organization.online(1)) {
      assertEquals(
          true,
          organization
              .door()
              .send("GET", path, "", "", java.util.Map.of())
              .orFail(200)
              .json()
              .path("available")
              .asBoolean(false),
          agent.name());
    }
  }
}
