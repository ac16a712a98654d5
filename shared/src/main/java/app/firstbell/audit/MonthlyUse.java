package app.firstbell.audit;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an organization used in a month: chats asked for, answered, missed.
public record MonthlyUse(long chats, long answered, long missed) {
  public static final MonthlyUse NONE = new MonthlyUse(0, 0, 0);

  /// Counts facts by the month in which they happened, as the organization's clock shows it.
  public static Map<YearMonth, MonthlyUse> of(List<Fact> facts, ZoneId zone) {
    Map<YearMonth, MonthlyUse> months = new TreeMap<>();
    for (Fact fact : facts) {
      MonthlyUse one = of(fact);
      if (!one.equals(NONE)) {
        months.merge(YearMonth.from(fact.at().atZone(zone)), one, MonthlyUse::plus);
      }
    }
    return months;
  }

  private static MonthlyUse of(Fact fact) {
    return switch (fact.what()) {
      case "chat.ringing" -> new MonthlyUse(1, 0, 0);
      case "chat.accepted" -> new MonthlyUse(0, 1, 0);
      case "chat.missed" -> new MonthlyUse(0, 0, 1);
      default -> NONE;
    };
  }

  private MonthlyUse plus(MonthlyUse other) {
    return new MonthlyUse(chats + other.chats, answered + other.answered, missed + other.missed);
  }
}
