package app.firstbell.proof.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Both sides write while their connections are cut at random moments. Every acknowledged message
/// stands once, in one order, on both sides. `-Dfirstbell.seed=N` repeats a run's moments.
@Tag("race")
@OnInstallation
class NoLossTest {
  private static final int MESSAGES = 5_000;
  private static final int CUTS = 1_000;
  private static final int MOST_MICROS_BEFORE_A_CUT = 4_000;
  private final Installation installation;

  NoLossTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  @Tag("soak")
  void aThousandCutsLoseNothing() throws Exception {
    assertEquals(List.of(), run(installation, MESSAGES, CUTS));
  }

  /// The planted bug: messages are put wherever their writer believes the end is.
  @Test
  void withoutTheConditionMessagesAreLostAndItIsNoticed() throws Exception {
    try (Unconditional planted = Unconditional.start("no-loss-planted", "MessageHandler")) {
      List<String> wrong = run(planted.installation(), 500, 20);
      assertTrue(planted.stripped() > 0, "the bug was planted");
      assertTrue(!wrong.isEmpty(), "500 messages without a condition, and nothing was noticed");
    }
  }

  /// @param messages by both sides together
  private static List<String> run(Installation installation, int messages, int cuts)
      throws Exception {
    long seed = Long.getLong("firstbell.seed", System.nanoTime());
    System.out.printf("no loss: %d messages, %d cuts, seed %d%n", messages, cuts, seed);
    Provisioned organization = installation.organization(1);
    try (AgentClient agentClient = organization.online(1);
        VisitorClient visitorClient = organization.visitor()) {
      String chat = visitorClient.start("Let us talk").path("chat").path("id").asText();
      agentClient.awaitRing(chat);
      Writer agent = new Writer(agentClient.line(), chat, "agent");
      Writer visitor = new Writer(visitorClient.line(), chat, "visitor");
      agentClient.accept(chat).path("entries").forEach(agent.view()::add);
      visitor.sync();
      AtomicInteger written = new AtomicInteger();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> work = new ArrayList<>();
        for (Writer writer : List.of(visitor, agent)) {
          work.add(
              threads.submit(() -> {
                writer.write(messages / 2, _ -> written.incrementAndGet());
                return null;
              }));
        }
        cut(new Random(seed), List.of(visitor.line(), agent.line()), written, messages, cuts, work);
        for (Future<?> each : work) {
          each.get(10, TimeUnit.MINUTES);
        }
      }
      for (Writer writer : List.of(visitor, agent)) {
        writer.reconnect();
      }
      System.out.printf(
          "no loss: the visitor came back %d times, the agent %d times%n",
          visitor.reconnects(), agent.reconnects());
      return View.compare(
          visitor.view(), agent.view(), List.of(visitor.acknowledged(), agent.acknowledged()));
    }
  }

  /// Cuts one of the two at a random moment after each further share of the messages.
  private static void cut(
      Random random,
      List<Line> lines,
      AtomicInteger written,
      int messages,
      int cuts,
      List<Future<?>> work) {
    for (int i = 1; i <= cuts; i++) {
      int due = (int) ((long) messages * i / (cuts + 1));
      while (written.get() < due) {
        if (work.stream().anyMatch(f -> f.state() == Future.State.FAILED)) {
          return;
        }
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
      }
      LockSupport.parkNanos(
          TimeUnit.MICROSECONDS.toNanos(random.nextInt(MOST_MICROS_BEFORE_A_CUT)));
      lines.get(random.nextInt(lines.size())).cut();
    }
  }
}
