package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// After a whole chat no log has a token, a password, an address or a word of what was said.
@OnInstallation
class CanaryTest {
  /// Sign-in, visitor, ticket, authorizer, connect, presence, start, message, accept, closing,
  /// notices, fallback.
  private static final int FUNCTIONS_OF_A_CHAT = 10;

  private final Installation installation;

  CanaryTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void logsHoldNothingOfWhatPeopleSaidOrSecrets() throws Exception {
    String word = "canary" + UUID.randomUUID().toString().replace("-", "");
    Provisioned organization = installation.organization(1);
    Provisioned.Login login = organization.logins().getFirst();
    Map<String, String> canaries = new LinkedHashMap<>();
    try (AgentClient agent = organization.online(1);
        VisitorClient visitor = organization.visitor()) {
      String chat =
          visitor
              .start(
                  Line.frame("start")
                      .put("text", word + "-text")
                      .put("name", word + "-name")
                      .put("email", word + "@mail.example"))
              .path("chat")
              .path("id")
              .asText();
      agent.awaitRing(chat);
      long last = agent.accept(chat).path("chat").path("last").asLong();
      agent.say(chat, last, word + "-answer");
      visitor.line().wire().text("{\"action\":\"message\",\"text\":\"" + word + "-malformed\"");
      visitor.line().await("error");
      visitor.end(chat);
      visitor
          .line()
          .call(
              Line.frame("transcript").put("chat", chat).put("email", word + "@copy.example"),
              "transcript");
      Mails.await(installation, word + "@copy.example", word + "-answer");
      canaries.put("what was said", word);
      canaries.put("the agent's token", agent.line().token());
      canaries.put("the visitor's token", visitor.line().token());
      canaries.put("the agent's password", login.password() + "\"");
      canaries.put("the agent's e-mail", login.email());
      canaries.put(
          "a ticket",
          installation
              .door()
              .ticket(visitor.line().token())
              .orFail(201)
              .json()
              .path("ticket")
              .asText());
    }
    List<String> found = new ArrayList<>();
    Map<String, String> logs = logs();
    canaries.forEach((what, canary) ->
        logs.forEach((where, log) -> {
          if (log.contains(canary)) {
            found.add(what + " in " + where);
          }
        }));
    assertEquals(List.of(), found);
    assertTrue(
        logs.values().stream().filter(l -> l.contains("\"requestId\"")).count()
            >= FUNCTIONS_OF_A_CHAT,
        "the functions' logs were read");
  }

  private Map<String, String> logs() throws Exception {
    Map<String, String> logs = new LinkedHashMap<>();
    logs.put("the emulator's output", installation.log());
    var template =
        new ObjectMapper()
            .readTree(Installation.cdkOut().resolve("firstbell-dev-app.template.json").toFile());
    for (var resource : template.path("Resources").properties()) {
      if (resource
          .getValue()
          .path("Properties")
          .path("Handler")
          .asText()
          .startsWith("app.firstbell")) {
        logs.put(resource.getKey(), installation.emulator().logs(resource.getKey()));
      }
    }
    return logs;
  }
}
