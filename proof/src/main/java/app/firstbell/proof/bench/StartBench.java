package app.firstbell.proof.bench;

import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// How long a newcomer waits: from a fresh clone to a synthesized template, and from there to
/// ready.
final class StartBench {
  private static final int STARTS = 5;

  private StartBench() {}

  static void run() throws Exception {
    Report report = new Report("start");
    List<Double> ready = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    List<Double> afterFirstChat = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (Installation installation = Installation.start("bench-start")) {
        ready.add(installation.readySeconds());
        resident.add(residentMegabytes(installation.pid()));
        try (VisitorClient visitor =
            VisitorClient.come(installation.door(), "demo", installation.check())) {
          visitor.start("Hello");
        }
        afterFirstChat.add(residentMegabytes(installation.pid()));
      }
    }
    report
        .figure("coldBuildSeconds", coldBuildSeconds())
        .figure("readySeconds", median(ready))
        .figure("slowestReadySeconds", Collections.max(ready))
        .figure("residentMegabytes", median(resident))
        .figure("residentMegabytesAfterFirstChat", median(afterFirstChat))
        .assumed(
            "coldBuildSeconds",
            "a fresh clone of the last commit, `firstbell synth`; Maven's and npm's downloads were there")
        .assumed(
            "readySeconds",
            "the median of %d starts, with the demo organization made".formatted(STARTS))
        .finish(System.out);
  }

  private static double residentMegabytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(l -> l.startsWith("VmRSS"))
        .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double coldBuildSeconds() throws IOException, InterruptedException {
    Path clone = Files.createTempDirectory("firstbell-cold");
    Path log = Installation.project().resolve("target/bench/cold-build.log");
    Files.createDirectories(log.toAbsolutePath().getParent());
    try {
      Report.output("git", "clone", "-q", "--local", ".", clone.resolve("firstbell").toString());
      long start = System.nanoTime();
      Process build =
          new ProcessBuilder("./firstbell", "synth")
              .directory(clone.resolve("firstbell").toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (build.waitFor() != 0) {
        throw new IllegalStateException("`firstbell synth` failed in a fresh clone; see " + log);
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      delete(clone);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
