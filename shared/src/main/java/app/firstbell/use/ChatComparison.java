package app.firstbell.use;

import app.firstbell.chat.ChatCensus.Chats;
import app.firstbell.chat.ChatCensus.Over;
import app.firstbell.chat.ChatId;
import app.firstbell.ledger.Books.ChatsCounted;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/// Holds the chats that were counted against the chats that are over: first their sums, which takes
/// little room for all organizations together, and where these differ each chat.
final class ChatComparison {
  /// Chats are counted within seconds, if nothing is wrong; how long it may take before a chat that
  /// is not counted is a difference.
  static final Duration LATEST = Duration.ofHours(1);

  private ChatComparison() {}

  /// Whether each month's sums are those of the chats that ended in it. Where the timezone was
  /// changed they need not be, and then a look at each chat tells.
  ///
  /// @param over chats that are over, by the quarter of an hour
  static boolean isEqual(
      Map<YearMonth, Chats> counted, Map<Instant, Chats> over, ZoneId zone, Instant now) {
    Map<YearMonth, Chats> least = new HashMap<>();
    Map<YearMonth, Chats> most = new TreeMap<>();
    over.forEach((quarter, some) -> {
      YearMonth month = YearMonth.from(quarter.atZone(zone));
      most.merge(month, some, Chats::plus);
      if (quarter.isBefore(now.minus(LATEST))) {
        least.merge(month, some, Chats::plus);
      }
    });
    Set<YearMonth> known = new TreeSet<>(counted.keySet());
    known.addAll(most.keySet());
    return known.stream()
        .allMatch(month ->
            isBetween(
                least.getOrDefault(month, Chats.NONE),
                counted.getOrDefault(month, Chats.NONE),
                most.getOrDefault(month, Chats.NONE)));
  }

  /// What differs, chat by chat.
  ///
  /// @param missing chats that were over an hour ago and are not counted
  /// @param lines for the report, also of what agrees
  record Found(List<ChatId> missing, List<ChatsCounted> lines) {}

  static Found each(List<Counted> counted, List<Over> over, Instant now) {
    Map<String, Counted> left = new HashMap<>();
    long twice = 0;
    for (Counted chat : counted) {
      twice += left.put(chat.id(), chat) == null ? 0 : 1;
    }
    long all = left.size();
    long otherwise = 0;
    List<ChatId> missing = new ArrayList<>();
    for (Over chat : over) {
      Counted known = left.remove(Counted.id(chat.chat()));
      if (known != null) {
        otherwise += isSame(known.tally(), chat.counts()) ? 0 : 1;
      } else if (chat.endedAt().isBefore(now.minus(LATEST))) {
        missing.add(chat.chat());
      }
    }
    long there = all - left.size();
    String example = missing.isEmpty() ? "" : ", such as " + missing.getFirst();
    return new Found(
        missing,
        List.of(
            new ChatsCounted("over" + example, there, there + missing.size()),
            new ChatsCounted("counted, and not there", left.size(), 0),
            new ChatsCounted("counted twice", twice, 0),
            new ChatsCounted("counted as something else", otherwise, 0)));
  }

  private static boolean isSame(Tally tally, Chats chats) {
    return new Chats(tally.chats(), tally.answered(), tally.missed()).equals(chats);
  }

  private static boolean isBetween(Chats least, Chats is, Chats most) {
    return isBetween(Chats::over, least, is, most)
        && isBetween(Chats::answered, least, is, most)
        && isBetween(Chats::missed, least, is, most);
  }

  private static boolean isBetween(ToLongFunction<Chats> what, Chats least, Chats is, Chats most) {
    return what.applyAsLong(least) <= what.applyAsLong(is)
        && what.applyAsLong(is) <= what.applyAsLong(most);
  }
}
