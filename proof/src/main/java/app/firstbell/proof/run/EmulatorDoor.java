package app.firstbell.proof.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.proof.client.Door;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/// The emulator's own API, under `/_emulator/`, and its AWS endpoint.
///
/// @param address the AWS endpoint: `http://127.0.0.1:8082`
public record EmulatorDoor(URI address, Door door) {
  private static final int TOO_MANY = 429;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The operator's signature; the emulator reads the service out of it and lets any key in from
  /// this machine.
  private static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=operator/20260101/us-east-1/lambda/aws4_request,"
          + " SignedHeaders=host, Signature=0000000000000000000000000000000000000000000000000000000000000000";

  public static EmulatorDoor of(URI address) {
    return new EmulatorDoor(address, Door.of(address));
  }

  /// Moves the one clock forward.
  public void advance(Duration by) {
    door.post("/_emulator/clock", JSON.createObjectNode().put("advance", by.toString()), "")
        .orFail(200);
  }

  public JsonNode status() {
    return get("/_emulator/status");
  }

  /// Figures since the last reset, see the emulator's `Stats`.
  public JsonNode stats() {
    return get("/_emulator/stats");
  }

  /// The name on AWS of what the template calls `logicalId`, with or without the suffix of eight
  /// characters that synthesis adds.
  public String physical(Named kind, String logicalId) {
    for (JsonNode one : status().path(kind.list())) {
      if (one.path(kind.id()).asText().matches(logicalId + "([0-9A-F]{8})?")) {
        return one.path("name").asText();
      }
    }
    throw new IllegalStateException(
        "expected %s in %s".formatted(logicalId, status().path(kind.list())));
  }

  /// What of the template has a name of its own on AWS.
  public enum Named {
    TABLE("tables", "table"),
    FUNCTION("functions", "function");

    private final String list;
    private final String id;

    Named(String list, String id) {
      this.list = list;
      this.id = id;
    }

    String list() {
      return list;
    }

    String id() {
      return id;
    }
  }

  public void resetStats() {
    door.send("POST", "/_emulator/stats/reset", "", "", Map.of());
  }

  /// Every mail that was sent, in order.
  public List<JsonNode> mail() {
    JsonNode mail = get("/_emulator/mail");
    return StreamSupport.stream((mail.isArray() ? mail : mail.path("mail")).spliterator(), false)
        .toList();
  }

  /// What a function wrote, as text.
  public String logs(String function) {
    return door.send("GET", "/_emulator/logs/" + function, "", "", Map.of()).orFail(200).text();
  }

  public JsonNode table(String name) {
    return get("/_emulator/tables/" + name);
  }

  /// Every item of a table, as text.
  public String everything(String name) {
    StringBuilder all = new StringBuilder();
    String from = "";
    do {
      JsonNode page =
          table(name + (from.isEmpty() ? "" : "?from=" + URLEncoder.encode(from, UTF_8)));
      all.append(page.path("items"));
      from = page.path("next").asText();
    } while (!from.isEmpty());
    return all.toString();
  }

  public JsonNode queues() {
    return get("/_emulator/queues");
  }

  /// Invokes a function as an operator would by `aws lambda invoke`: throttled, it tries again.
  public JsonNode invoke(String function, JsonNode payload) {
    Door.Answer answer = invokeOnce(function, payload);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (answer.status() == TOO_MANY && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      answer = invokeOnce(function, payload);
    }
    answer.orFail(200);
    if (answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
      throw new IllegalStateException(function + " failed: " + answer.text());
    }
    return answer.json();
  }

  private Door.Answer invokeOnce(String function, JsonNode payload) {
    return door.send(
        "POST",
        "/2015-03-31/functions/" + function + "/invocations",
        payload.toString(),
        "",
        Map.of("Authorization", SIGNATURE));
  }

  private JsonNode get(String path) {
    return door.send("GET", path, "", "", Map.of()).orFail(200).json();
  }
}
