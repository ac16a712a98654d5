package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/// 10,000 messages as fast as a socket takes them, by one visitor.
@OnInstallation
class FloodTest {
  private static final int MESSAGES = 10_000;

  /// The burst, plus what the rate lets through while the flood lasts, with room for several
  /// execution environments, each of which counts for itself.
  private static final int STORED_AT_MOST = 600;

  private final Installation installation;

  FloodTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void aFloodIsRefusedThenCutAndStoresLittle() throws Exception {
    try (Talk flooded = Talk.begin(installation.organization(1, Provisioned.Rate.DEMO));
        Talk neighbour = Talk.begin(installation)) {
      Line line = flooded.visitor().line();
      try {
        for (int i = 0; i < MESSAGES; i++) {
          line.wire()
              .text(VisitorClient.message(flooded.chat(), flooded.last(), "flood " + i).toString());
        }
      } catch (java.io.IOException cut) {
        // the server had enough before we had
      }
      JsonNode refusal = line.await("error", e -> e.path("code").asText().equals("too-frequent"));
      assertTrue(refusal.path("retryAfterMillis").asLong() > 0, refusal.toString());
      assertTrue(
          refusal.path("cid").asText().length() > 0, "the refusal names the message: " + refusal);
      assertEquals("too-frequent", line.await("bye").path("why").asText());
      line.awaitClosed();
      neighbour.visitor().say(neighbour.chat(), neighbour.last(), "not disturbed");
      long last = flooded.agent().sync(flooded.chat(), 0).path("last").asLong();
      assertTrue(last <= flooded.last() + STORED_AT_MOST, "stored " + last);
    }
  }
}
