package app.firstbell.use;

import app.firstbell.dynamo.Row;
import app.firstbell.organization.Use;
import java.time.YearMonth;

/// A month's own row: how many of its parts it holds, and their sums. Parts are held in their
/// order, so one number says which; what the others hold is added by whoever reads the month. An
/// old sight of it is as true as a new one: there is only more to add.
///
/// @param parts how many it holds; the next one may be open
/// @param row with what was noted in it ([ChatAllowances])
record Month(YearMonth month, int parts, Use held, Row row) {
  static final String PARTS = "parts";
  static final String CHATS = "chats";
  static final String ANSWERED = "answered";
  static final String MISSED = "missed";

  /// @param row of no attributes when there is none
  static Month of(YearMonth month, Row row) {
    return new Month(
        month,
        (int) row.number(PARTS, 0),
        new Use(
            month.toString(), row.number(CHATS, 0), row.number(ANSWERED, 0), row.number(MISSED, 0)),
        row);
  }

  /// The first part that it does not hold.
  PartKey next() {
    return new PartKey(month, parts);
  }

  static Use plus(Use use, Part part) {
    Tally tally = part.tally();
    return new Use(
        use.month(),
        use.chats() + tally.chats(),
        use.answered() + tally.answered(),
        use.missed() + tally.missed());
  }
}
