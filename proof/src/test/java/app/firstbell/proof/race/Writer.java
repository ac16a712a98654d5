package app.firstbell.proof.race;

import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/// One side of a chat that writes and is cut off now and then: one message in flight, sent again
/// under its own id after each reconnect until it is acknowledged or found in the log.
final class Writer {
  private static final int ATTEMPTS = 200;
  private static final long ANSWER_SECONDS = 20;

  private final Line line;
  private final String chat;
  private final String side;
  private final View view = new View();
  private final Map<String, Long> acknowledged = Collections.synchronizedMap(new LinkedHashMap<>());
  private int reconnects;

  Writer(Line line, String chat, String side) {
    this.line = line;
    this.chat = chat;
    this.side = side;
    line.onPush(push -> {
      if (push.path("type").asText().equals("entry") && push.path("chat").asText().equals(chat)) {
        view.add(push.path("entry"));
      }
    });
  }

  View view() {
    return view;
  }

  Map<String, Long> acknowledged() {
    return new LinkedHashMap<>(acknowledged);
  }

  int reconnects() {
    return reconnects;
  }

  Line line() {
    return line;
  }

  /// @param progress is told how many are acknowledged
  void write(int messages, IntConsumer progress) throws IOException, InterruptedException {
    for (int i = 1; i <= messages; i++) {
      String text = side + " " + i;
      ObjectNode frame = VisitorClient.message(chat, view.known(), text);
      String cid = frame.path("cid").asText();
      long seq = sendUntilAcknowledged(frame, cid);
      acknowledged.put(cid, seq);
      view.add(seq, new View.Place(cid, text));
      progress.accept(i);
    }
  }

  private long sendUntilAcknowledged(ObjectNode frame, String cid)
      throws IOException, InterruptedException {
    String last = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (!line.isOpen()) {
          reconnect();
        }
        JsonNode answer = line.ask(frame).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (answer.path("type").asText().equals("ack")) {
          return answer.path("seq").asLong();
        }
        if (!answer.path("code").asText().equals("unavailable")) {
          throw new AssertionError("expected ack to %s, got %s".formatted(frame, answer));
        }
        last = answer.toString();
      } catch (ExecutionException | IOException cut) {
        last = cut.toString();
        reconnect();
      } catch (TimeoutException e) {
        throw new AssertionError("no answer within %d s to %s".formatted(ANSWER_SECONDS, cid), e);
      }
    }
    throw new AssertionError("gave up after %d attempts, last: %s".formatted(ATTEMPTS, last));
  }

  /// A new socket, and everything that was missed. It too may be cut in between.
  void reconnect() throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        line.connect();
        reconnects++;
        sync();
        return;
      } catch (IOException | AssertionError e) {
        if (attempt == ATTEMPTS) {
          throw new IOException("no way back after %d attempts".formatted(attempt), e);
        }
      }
    }
  }

  /// Asks for everything after the last number without a gap.
  void sync() {
    while (true) {
      JsonNode log =
          line.call(Line.frame("sync").put("chat", chat).put("after", view.known()), "log");
      log.path("entries").forEach(view::add);
      if (!log.path("more").asBoolean()) {
        return;
      }
    }
  }
}
