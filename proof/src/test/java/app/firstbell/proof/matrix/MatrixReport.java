package app.firstbell.proof.matrix;

import app.firstbell.proof.run.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One line for each cell, in `target/reports/matrix-NAME.csv`, and the counts on the console.
final class MatrixReport {
  private MatrixReport() {}

  static void write(String name, List<Cell> cells, double seconds) throws IOException {
    Path file = Installation.project().resolve("target/reports/matrix-" + name + ".csv");
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        Stream.concat(
                Stream.of("action,role,whose,expected,got,verdict"), cells.stream().map(Cell::line))
            .toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    var counts =
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    cell -> cell.expected().substring(0, 1) + "xx",
                    TreeMap::new,
                    Collectors.counting()));
    System.out.printf(
        "matrix %s: %d cells (%d actions x %d roles x %d relations, where they mean something),"
            + " expected %s, wrong %d, %.1f s%n",
        name,
        cells.size(),
        cells.stream().map(Cell::action).distinct().count(),
        cells.stream().map(Cell::role).distinct().count(),
        cells.stream().map(Cell::whose).distinct().count(),
        counts,
        cells.stream().filter(cell -> !cell.isRight()).count(),
        seconds);
  }
}
