package app.firstbell.proof.bench;

import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a bench measured: printed as a table, and kept in `target/bench/NAME.json` with the commit
/// and the machine.
///
/// Figures are plain numbers whose unit is in their name.
public final class Report {
  private static final int SIGNIFICANT_DIGITS = 4;
  private final String name;
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, Map<String, Double>> peers = new LinkedHashMap<>();
  private final Map<String, String> assumptions = new LinkedHashMap<>();

  public Report(String name) {
    this.name = name;
  }

  public Report figure(String figure, double value) {
    figures.put(figure, rounded(value));
    return this;
  }

  /// The same figure of somebody else, from the same run.
  public Report peer(String peer, String figure, double value) {
    peers.computeIfAbsent(peer, _ -> new LinkedHashMap<>()).put(figure, rounded(value));
    return this;
  }

  /// What a figure rests on that was not measured.
  public Report assumed(String what, String value) {
    assumptions.put(what, value);
    return this;
  }

  public double get(String figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }

  public void finish(PrintStream out) throws IOException {
    out.printf("%n%s%n", name);
    figures.forEach((figure, value) -> out.printf("  %-44s %12s%n", figure, plain(value)));
    peers.forEach((peer, all) -> {
      out.printf("  beside it, %s%n", peer);
      all.forEach((figure, value) -> out.printf("    %-42s %12s%n", figure, plain(value)));
    });
    assumptions.forEach((what, value) -> out.printf("  assumed %s: %s%n", what, value));
    Path file = Installation.project().resolve("target/bench/" + name + ".json");
    Files.createDirectories(file.toAbsolutePath().getParent());
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = json.createObjectNode();
    root.put("name", name).put("commit", commit()).put("machine", machine());
    root.set("figures", json.valueToTree(figures));
    root.set("peers", json.valueToTree(peers));
    root.set("assumed", json.valueToTree(assumptions));
    Files.writeString(file, json.writeValueAsString(root) + "\n");
    out.printf("written to %s%n", Installation.project().relativize(file));
  }

  private static double rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(SIGNIFICANT_DIGITS)).doubleValue()
        : value;
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value)
            .round(new MathContext(SIGNIFICANT_DIGITS))
            .stripTrailingZeros()
            .toPlainString()
        : "none";
  }

  private static String commit() {
    String head = output("git", "rev-parse", "--short=12", "HEAD");
    return output("git", "status", "--porcelain", "--untracked-files=no").isEmpty()
        ? head
        : head + " and changes";
  }

  static String machine() {
    String cpu = "unknown processor";
    String memory = "";
    try {
      cpu =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(l -> l.startsWith("model name"))
              .findFirst()
              .map(l -> l.substring(l.indexOf(':') + 2))
              .orElse(cpu);
      memory =
          Files.readAllLines(Path.of("/proc/meminfo")).stream()
              .filter(l -> l.startsWith("MemTotal"))
              .findFirst()
              .map(l -> ", %d GiB".formatted(Long.parseLong(l.replaceAll("\\D", "")) / (1 << 20)))
              .orElse("");
    } catch (IOException notLinux) {
      // then the system's name must do
    }
    return "%s, %d cores%s, %s %s, JDK %s"
        .formatted(
            cpu,
            Runtime.getRuntime().availableProcessors(),
            memory,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.version());
  }

  static String output(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).directory(Installation.project().toFile()).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text.strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
