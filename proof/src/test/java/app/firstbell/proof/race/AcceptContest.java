package app.firstbell.proof.race;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many agents, one chat, all accept in the same moment. What went wrong comes back as sentences,
/// none when all is well: there is one winner, and everybody else is told who.
record AcceptContest(Provisioned organization, List<AgentClient> agents) implements AutoCloseable {

  static AcceptContest of(Provisioned organization) throws IOException {
    List<AgentClient> agents = new ArrayList<>();
    for (int place = 1; place <= organization.logins().size(); place++) {
      agents.add(organization.online(place));
    }
    return new AcceptContest(organization, agents);
  }

  List<String> run() throws Exception {
    try (VisitorClient visitor = organization.visitor();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String chat = visitor.start("Who is first?").path("chat").path("id").asText();
      for (AgentClient agent : agents) {
        agent.awaitRing(chat);
      }
      CountDownLatch go = new CountDownLatch(1);
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (AgentClient agent : agents) {
        answers.add(
            threads.submit(() -> {
              go.await();
              return agent.accept(chat);
            }));
      }
      go.countDown();
      List<String> wrong = judge(chat, answers);
      JsonNode log = visitor.sync(chat, 0);
      long accepted =
          log.path("entries").findValuesAsText("kind").stream().filter("accepted"::equals).count();
      if (accepted != 1) {
        wrong.add("chat %s has %d entries `accepted`: %s".formatted(chat, accepted, log));
      }
      return wrong;
    }
  }

  private List<String> judge(String chat, List<Future<JsonNode>> answers)
      throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    List<String> winners = new ArrayList<>();
    List<JsonNode> losers = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      try {
        JsonNode answer = answers.get(i).get();
        switch (answer.path("type").asText()) {
          case "accepted" -> winners.add(agents.get(i).id());
          case "taken" -> losers.add(answer);
          default -> wrong.add("chat %s: %s got %s".formatted(chat, agents.get(i).id(), answer));
        }
      } catch (ExecutionException e) {
        wrong.add(
            "chat %s: %s got no answer: %s".formatted(chat, agents.get(i).id(), e.getCause()));
      }
    }
    if (winners.size() != 1) {
      wrong.add("chat %s has %d winners: %s".formatted(chat, winners.size(), winners));
      return wrong;
    }
    for (JsonNode loser : losers) {
      if (!loser.path("by").path("id").asText().equals(winners.getFirst())
          || !loser.path("lateMillis").isNumber()) {
        wrong.add(
            "chat %s: %s does not name the winner %s".formatted(chat, loser, winners.getFirst()));
      }
    }
    return wrong;
  }

  @Override
  public void close() {
    agents.forEach(AgentClient::close);
  }
}
