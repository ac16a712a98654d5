package app.firstbell.proof.bench;

import app.firstbell.proof.engine.Await;
import app.firstbell.proof.run.EmulatorDoor;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/// What a number of messages cost, by the emulator's figures; each is per message.
///
/// @param socketMessages what the WebSocket API bills: the message, its acknowledgement, the posts
record Cost(
    double writeUnits, double readUnits, double invocations, double posts, double socketMessages) {
  private static final Duration SETTLING = Duration.ofSeconds(30);

  static Cost measure(EmulatorDoor emulator, Pair pair, int messages) {
    pair.write();
    settle(emulator);
    emulator.resetStats();
    for (int i = 0; i < messages; i++) {
      pair.write();
    }
    JsonNode stats = settle(emulator);
    return new Cost(
        sum(stats, "table.", ".writeUnits") / messages,
        sum(stats, "table.", ".readUnits") / messages,
        sum(stats, "function.", ".invocations") / messages,
        stats.path("gateway.posts").asDouble() / messages,
        (stats.path("gateway.messagesIn").asDouble() + stats.path("gateway.messagesOut").asDouble())
            / messages);
  }

  double dollarsPerMillion() {
    return Prices.perMillion(socketMessages, invocations, writeUnits, readUnits);
  }

  /// Streams and queues work on after the last answer; their part counts too, so we wait until
  /// nothing more comes.
  static JsonNode settle(EmulatorDoor emulator) {
    return settle(emulator, SETTLING);
  }

  /// @param within what there is to work off may take this long
  static JsonNode settle(EmulatorDoor emulator, Duration within) {
    long[] same = {0};
    JsonNode[] last = {emulator.stats()};
    Await.within(
        within,
        () -> {
          JsonNode now = emulator.stats();
          same[0] = now.equals(last[0]) ? same[0] + 1 : 0;
          last[0] = now;
          return same[0] >= 100;
        });
    return last[0];
  }

  private static double sum(JsonNode stats, String prefix, String suffix) {
    double sum = 0;
    for (Map.Entry<String, JsonNode> figure : stats.properties()) {
      if (figure.getKey().startsWith(prefix) && figure.getKey().endsWith(suffix)) {
        sum += figure.getValue().asDouble();
      }
    }
    return sum;
  }
}
