package app.firstbell.proof.flow;

import app.firstbell.proof.client.Line;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicReference;

/// The emulator's mailbox.
final class Mails {
  private Mails() {}

  /// Waits for a mail to somebody that has these words.
  static JsonNode await(Installation installation, String to, String words) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    boolean came =
        Await.within(
            Line.PATIENCE,
            () -> {
              installation.emulator().mail().stream()
                  .filter(m -> m.toString().contains(to) && m.toString().contains(words))
                  .findFirst()
                  .ifPresent(found::set);
              return found.get() != null;
            });
    if (!came) {
      throw new AssertionError(
          "no mail to %s with `%s`; there are: %s"
              .formatted(to, words, installation.emulator().mail()));
    }
    return found.get();
  }
}
