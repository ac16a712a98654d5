package app.firstbell.proof.bench;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How long from a visitor's first message until every one of 100 agents' sockets has the ring.
final class RingBench {
  private static final int AGENTS = 100;
  private static final int WARM_UP = 100;
  private static final int CHATS = 300;

  private RingBench() {}

  /// One chat under way: whoever hears its ring counts down.
  private record Round(long sent, CountDownLatch left, Times each, boolean measured) {}

  static void run() throws Exception {
    Report report = new Report("ring");
    Times each = new Times();
    Times last = new Times();
    try (Installation installation = Installation.start("bench-ring")) {
      Provisioned organization = installation.organization(AGENTS);
      AtomicReference<@Nullable Round> now = new AtomicReference<>();
      List<AgentClient> agents = new ArrayList<>();
      for (int i = 1; i <= AGENTS; i++) {
        AgentClient agent = organization.agent(i);
        agent.line().keepPushes(Line.Keeping.NONE).onPush(push -> heard(push, now.get()));
        agent.show("online");
        agents.add(agent);
      }
      try (VisitorClient visitor = organization.visitor()) {
        for (int i = 0; i < WARM_UP + CHATS; i++) {
          Round round =
              new Round(System.nanoTime(), new CountDownLatch(AGENTS), each, i >= WARM_UP);
          now.set(round);
          String chat = visitor.start("Is anybody there?").path("chat").path("id").asText();
          if (!round.left().await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                "%d of %d agents did not hear the ring".formatted(round.left().getCount(), AGENTS));
          }
          if (round.measured()) {
            last.add(System.nanoTime() - round.sent());
          }
          visitor.end(chat);
        }
      }
      agents.forEach(AgentClient::close);
    }
    report
        .figure("agents", AGENTS)
        .figure("p50Millis", last.millis(50))
        .figure("p99Millis", last.millis(99))
        .figure("anyAgentP50Millis", each.millis(50))
        .figure("anyAgentP99Millis", each.millis(99))
        .figure("chats", CHATS)
        .assumed(
            "p50Millis and p99Millis",
            "from sending the first message until the last of all agents has the ring")
        .finish(System.out);
  }

  private static void heard(JsonNode push, @Nullable Round round) {
    if (round != null && push.path("type").asText().equals("ring")) {
      if (round.measured()) {
        round.each().add(System.nanoTime() - round.sent());
      }
      round.left().countDown();
    }
  }
}
