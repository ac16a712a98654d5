package app.firstbell.proof.bench;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.FrameCheck;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// A chat between a visitor's connection and an agent's, ready to be written in. The two write in
/// turn.
///
/// @param last the number of the last entry that both have
record Pair(
    Line visitor, Line agent, String chat, AtomicLong last, AtomicLong turn, Arrivals arrivals) {
  static final String TEXT =
      "Yes, the second flush keeps its colour when you brew it at eighty degrees, not hotter, for two minutes.";

  /// When the other side got the message that was sent last.
  static final class Arrivals {
    private final Times times = new Times();
    private volatile long sent;

    void arrived() {
      times.add(System.nanoTime() - sent);
    }

    Times times() {
      return times;
    }
  }

  /// Makes so many chats. Connections of one agent are many, but each chat has an agent's
  /// connection of its own.
  static List<Pair> make(Provisioned organization, int pairs)
      throws InterruptedException, ExecutionException, java.io.IOException {
    List<AgentClient> sessions = new ArrayList<>();
    for (int i = 1; i <= organization.logins().size(); i++) {
      sessions.add(organization.agent(i));
    }
    sessions.getFirst().show("online");
    List<Pair> all = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Pair>> work = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        AgentClient session = sessions.get(i % sessions.size());
        work.add(threads.submit(() -> one(organization, session)));
      }
      for (Future<Pair> each : work) {
        all.add(each.get());
      }
    }
    return all;
  }

  private static Pair one(Provisioned organization, AgentClient session)
      throws java.io.IOException {
    VisitorClient visitor = organization.visitor();
    String chat = visitor.start("Hello").path("chat").path("id").asText();
    Line agent = new Line(organization.door(), session.line().token(), FrameCheck.NONE);
    agent.keepPushes(Line.Keeping.NONE).connect();
    visitor.line().keepPushes(Line.Keeping.NONE);
    JsonNode accepted = agent.call(Line.frame("accept").put("chat", chat), "accepted");
    Arrivals arrivals = new Arrivals();
    for (Line line : List.of(agent, visitor.line())) {
      line.onPush(push -> {
        if (push.path("entry").path("kind").asText().equals("message")) {
          arrivals.arrived();
        }
      });
    }
    return new Pair(
        visitor.line(),
        agent,
        chat,
        new AtomicLong(accepted.path("chat").path("last").asLong()),
        new AtomicLong(),
        arrivals);
  }

  /// Writes one message and waits until it is acknowledged.
  void write() {
    Line line = turn.getAndIncrement() % 2 == 0 ? visitor : agent;
    arrivals.sent = System.nanoTime();
    JsonNode ack = line.call(VisitorClient.message(chat, last.get(), TEXT), "ack");
    last.set(ack.path("seq").asLong());
  }

  void close() {
    visitor.close();
    agent.close();
  }
}
