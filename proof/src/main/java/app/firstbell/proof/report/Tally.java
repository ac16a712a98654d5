package app.firstbell.proof.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The closing lines of `firstbell test`: one per leg, the names of what failed or was skipped and
/// why, and alone on the last line the sum, as `N passed, N failed, N skipped`.
///
/// `Tally LEG=DIRECTORY[:DIRECTORY…]…` reads JUnit reports (`TEST-*.xml`). A leg without a single
/// report counts as one failure: nothing is left out silently. Ends with 1 when anything failed.
public final class Tally {
  private Tally() {}

  public static void main(String[] arguments) throws IOException {
    List<LegReport> legs = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("expected LEG=DIRECTORY[:DIRECTORY], got " + argument);
      }
      List<Path> directories = new ArrayList<>();
      for (String directory : argument.substring(equals + 1).split(":")) {
        directories.add(Path.of(directory));
      }
      legs.add(LegReport.read(argument.substring(0, equals), directories));
    }
    System.exit(print(legs, System.out));
  }

  /// @return the process's exit code
  static int print(List<LegReport> legs, PrintStream out) {
    LegReport sum = new LegReport("all", 0, List.of(), List.of());
    for (LegReport leg : legs) {
      leg.failed().forEach(name -> out.println("  failed   " + name));
      leg.skipped().forEach(name -> out.println("  skipped  " + name));
      out.printf("%-20s %s%n", leg.name(), leg.counts());
      sum = sum.plus(leg);
    }
    out.println(sum.counts());
    return sum.failed().isEmpty() ? 0 : 1;
  }

  /// The reports of a directory, none when it does not exist.
  static List<Path> reports(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.walk(directory, 1)) {
      return files
          .filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml|junit.*\\.xml"))
          .sorted()
          .toList();
    }
  }
}
