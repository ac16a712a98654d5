package app.firstbell.use;

import app.firstbell.chat.ChatAddress;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Happening;
import app.firstbell.chat.LoggedEntry;
import app.firstbell.organization.TenantId;
import java.util.List;
import java.util.Optional;

/// Meters chats whose record was given up: the stream has forgotten them or will, their logs have
/// not. The rule is the same, so whoever is counted meanwhile is counted once.
public final class Recount {
  private static final int PAGE = 500;

  /// As many as the mapping brings at once.
  private static final int BATCH = 100;

  private final ChatLog log;
  private final Metering metering;

  public Recount(ChatLog log, Metering metering) {
    this.log = log;
    this.metering = metering;
  }

  /// @param chats that are over
  /// @return how many were metered
  public int meter(TenantId tenant, List<ChatId> chats) {
    int metered = 0;
    for (int from = 0; from < chats.size(); from += BATCH) {
      List<LoggedEntry> ends =
          chats.subList(from, Math.min(chats.size(), from + BATCH)).stream()
              .flatMap(chat -> end(new ChatAddress(tenant, chat)).stream())
              .toList();
      metering.meter(tenant, ends);
      metered += ends.size();
    }
    return metered;
  }

  private Optional<LoggedEntry> end(ChatAddress chat) {
    long after = 0;
    while (true) {
      List<Entry> page = log.entries(chat.tenant(), chat.chat(), after, PAGE);
      Optional<Entry> end = page.stream().filter(Recount::isEnd).findFirst();
      if (end.isPresent() || page.isEmpty()) {
        return end.map(entry -> new LoggedEntry(chat, entry));
      }
      after = page.getLast().seq();
    }
  }

  private static boolean isEnd(Entry entry) {
    return entry.happening() instanceof Happening.Ended
        || entry.happening() instanceof Happening.Missed;
  }
}
