package app.firstbell.proof.bench;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.run.EmulatorDoor;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What metering adds to the price of a message: whole chats of twenty messages through all of
/// Firstbell on the emulator, many at once, one alone, and a hundred one after the other, each of
/// them a batch. What settling the credit of an operator's chat costs beside that, `bench ledger`
/// tells (`writeUnitsPerSettledHold`). Units are those of the function `Metering` and no other.
final class MeteringBench {
  private static final int MANY = 32;
  private static final int MESSAGES = 20;

  private static final int STEADY = 100;

  private static final Duration SETTLING = Duration.ofSeconds(60);

  /// Longer than the mapping waits for more.
  private static final Duration GATHERING = Duration.ofSeconds(3);

  private MeteringBench() {}

  static void run() throws Exception {
    Report report = new Report("metering");
    try (Installation installation = Installation.start("bench-metering")) {
      measure(installation, report);
    }
    report
        .assumed(
            "chats",
            "%d messages each, the first with the start; %d at once of one organization, one alone, or %d one after the other in one day, each a batch"
                .formatted(MESSAGES, MANY, STEADY))
        .assumed("many", "what comes within two seconds is one batch, as the mapping gathers it")
        .finish(System.out);
  }

  static void measure(Installation installation, Report report) throws Exception {
    // The first ones load the function.
    units(installation, 2);
    Units many = units(installation, MANY);
    Units lone = oneByOne(installation, 1);
    Units steady = oneByOne(installation, STEADY);
    report
        .figure("meteringWriteUnitsPerMessage", many.written() / (MANY * MESSAGES))
        .figure("meteringReadUnitsPerMessage", many.read() / (MANY * MESSAGES))
        .figure("meteringInvocationsPerMessage", many.invocations() / (MANY * MESSAGES))
        .figure("meteringWriteUnitsPerMessageOfALoneChat", lone.written() / MESSAGES)
        .figure("meteringReadUnitsPerMessageOfALoneChat", lone.read() / MESSAGES)
        .figure("meteringWriteUnitsPerMessageSteady", steady.written() / (STEADY * MESSAGES))
        .figure("meteringReadUnitsPerMessageSteady", steady.read() / (STEADY * MESSAGES));
  }

  private record Units(double written, double read, double invocations) {
    static Units of(JsonNode stats) {
      return new Units(
          stats.path("function.Metering.writeUnits").asDouble(),
          stats.path("function.Metering.readUnits").asDouble(),
          stats.path("function.Metering.invocations").asDouble());
    }
  }

  private static Units units(Installation installation, int chats) throws Exception {
    EmulatorDoor emulator = installation.emulator();
    var organization = installation.organization(4);
    emulator.resetStats();
    List<Pair> pairs = Pair.make(organization, chats);
    each(
        pairs,
        pair -> {
          for (int message = 1; message < MESSAGES; message++) {
            pair.write();
          }
        });
    each(pairs, pair -> pair.agent().call(Line.frame("end").put("chat", pair.chat()), "ended"));
    JsonNode stats = settled(emulator, chats);
    pairs.forEach(Pair::close);
    return Units.of(stats);
  }

  /// Each chat is over long after the one before.
  private static Units oneByOne(Installation installation, int chats) throws Exception {
    EmulatorDoor emulator = installation.emulator();
    var organization = installation.organization(1);
    emulator.resetStats();
    try (AgentClient agent = organization.online(1)) {
      for (int chat = 1; chat <= chats; chat++) {
        try (VisitorClient visitor = organization.visitor()) {
          talk(agent, visitor);
        }
        metered(emulator, chat);
      }
    }
    return Units.of(Cost.settle(emulator));
  }

  private static void talk(AgentClient agent, VisitorClient visitor) throws Exception {
    String chat = visitor.start(Pair.TEXT).path("chat").path("id").asText();
    long last = agent.accept(chat).path("chat").path("last").asLong();
    for (int message = 1; message < MESSAGES; message++) {
      JsonNode ack =
          message % 2 == 0 ? visitor.say(chat, last, Pair.TEXT) : agent.say(chat, last, Pair.TEXT);
      last = ack.path("seq").asLong();
    }
    agent.end(chat);
  }

  /// Waits until so many batches were metered.
  private static void metered(EmulatorDoor emulator, int batches) {
    settle(emulator, "mapping.MeteringMapping.records", batches);
    emulator.advance(GATHERING);
    settle(emulator, "mapping.MeteringMapping.invocations", batches);
  }

  /// The stream's records come a moment later, and their batch another.
  private static JsonNode settled(EmulatorDoor emulator, int records) {
    settle(emulator, "mapping.MeteringMapping.records", records);
    emulator.advance(GATHERING);
    return Cost.settle(emulator);
  }

  private static void settle(EmulatorDoor emulator, String figure, int least) {
    boolean done = Await.within(SETTLING, () -> emulator.stats().path(figure).asInt() >= least);
    if (!done) {
      throw new IllegalStateException("expected " + least + " of " + figure);
    }
  }

  private interface Work {
    void on(Pair pair) throws Exception;
  }

  private static void each(List<Pair> pairs, Work work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> running = new ArrayList<>();
      for (Pair pair : pairs) {
        running.add(
            threads.submit(() -> {
              work.on(pair);
              return null;
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }
}
