package app.firstbell.proof.browser;

import com.microsoft.playwright.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Accessibility rules, run inside one frame: the widget's frame lies in a closed shadow tree,
/// where a run from the page would not find it.
final class Axe {
  private static final String SOURCE = source();

  private Axe() {}

  /// Each violation as its rule, what it asks for, and where.
  @SuppressWarnings("unchecked")
  static List<String> violations(Frame frame) {
    frame.evaluate(SOURCE + "\n;undefined");
    return (List<String>)
        frame.evaluate(
            """
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
              .map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html.slice(0, 160)).join(" | ")}`)
            """);
  }

  private static String source() {
    try (InputStream axe = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (axe == null) {
        throw new IllegalStateException("expected /axe.min.js on the class path");
      }
      return new String(axe.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
