package app.firstbell.use;

import app.firstbell.chat.ChatAddress;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.Stage;
import app.firstbell.identity.Party;
import app.firstbell.ledger.Holds;
import app.firstbell.ledger.Settled;
import java.util.List;
import java.util.Optional;

/// Settles the credit that was reserved when an operator accepted a chat (K2). Once the chat is
/// over, it is used if the operator wrote anything, and given back if not: who only dropped costs
/// nothing. The chat is the identity of the effect, so a repeat changes nothing.
public final class Settlement {
  private static final int PAGE = 500;

  private final ChatLog log;
  private final Holds holds;

  public Settlement(ChatLog log, Holds holds) {
    this.log = log;
    this.holds = holds;
  }

  /// @return nothing when there is nothing to settle: the chat goes on, or no operator had it
  /// @throws app.firstbell.dynamo.BusyException when other writers were in the way
  public Optional<Settled> settle(Head head) {
    if (!(head.stage() instanceof Stage.Ended ended) || head.operator().isEmpty()) {
      return Optional.empty();
    }
    String hold = head.id().value();
    return Optional.of(
        hasWritten(new ChatAddress(head.tenant(), head.id()))
            ? holds.post(head.tenant(), hold, ended.endedAt())
            : holds.release(head.tenant(), hold, ended.endedAt()));
  }

  /// One agent at most has a chat, so whoever wrote as an agent is the one who accepted.
  private boolean hasWritten(ChatAddress chat) {
    long after = 0;
    while (true) {
      List<Entry> page = log.entries(chat.tenant(), chat.chat(), after, PAGE);
      if (page.stream().anyMatch(Settlement::isAgents)) {
        return true;
      }
      if (page.isEmpty()) {
        return false;
      }
      after = page.getLast().seq();
    }
  }

  private static boolean isAgents(Entry entry) {
    return entry.happening() instanceof Happening.Message
        && entry.by().party().equals(Party.AGENT.word());
  }
}
