package app.firstbell.ledger;

import java.util.List;
import java.util.Optional;

/// A part of an account's history, newest first. For every line `after` is `after` of the line
/// below it plus its own amount; the lowest line of a range begins at `opening`, the highest ends
/// at `closing`.
///
/// @param opening the balance at the beginning of the range, before its first entry
/// @param closing the balance at its end
/// @param next where the next page begins; nothing at the end
public record HistoryPage(
    LedgerAccount account,
    Unit unit,
    Amount opening,
    Amount closing,
    List<Line> lines,
    Optional<String> next) {
  /// An entry with what the balance was once it was written.
  public record Line(Entry entry, Amount after) {}

  public HistoryPage {
    lines = List.copyOf(lines);
  }
}
