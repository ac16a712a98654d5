package app.firstbell.use;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.YearMonth;
import java.util.Map;

/// Folds parts that are full into the row of their month, `{tenant}#use` / `2026-11`: chats,
/// answered and missed. A part is final when it is full, and the month takes it on condition that
/// it holds exactly those before it; so each is added once, whoever folds it and however often.
///
/// Price: one write unit for each part, that is for each dozen of chats at least.
final class MonthFold {
  private final UseRows rows;

  MonthFold(UseRows rows) {
    this.rows = rows;
  }

  /// A month as it was a moment ago.
  Month glance(TenantId tenant, YearMonth month) {
    return Month.of(month, new Row(rows.glance(tenant, month.toString())));
  }

  /// @param month a sight of it, however old
  /// @param part one that is full; those before it were folded
  /// @return the month, which holds the part
  Month fold(TenantId tenant, Month month, Part part) {
    int number = part.key().number();
    if (month.parts() > number) {
      return month;
    }
    Tally tally = part.tally();
    Item values =
        new Item()
            .number(":next", number + 1)
            .number(":chats", tally.chats())
            .number(":answered", tally.answered())
            .number(":missed", tally.missed());
    if (number > 0) {
      values.number(":held", number);
    }
    Month now =
        Month.of(
            month.month(),
            new Row(
                rows.update(
                    tenant,
                    month.month().toString(),
                    update ->
                        update
                            .updateExpression(
                                "SET #parts = :next ADD chats :chats, answered :answered, missed :missed")
                            .conditionExpression(
                                number == 0 ? "attribute_not_exists(#parts)" : "#parts = :held")
                            .expressionAttributeNames(Map.of("#parts", Month.PARTS))
                            .expressionAttributeValues(values.build()))));
    if (now.parts() <= number) {
      throw new IllegalStateException(
          "expected that the month "
              + month.month()
              + " holds "
              + number
              + " parts, got "
              + now.parts());
    }
    return now;
  }
}
