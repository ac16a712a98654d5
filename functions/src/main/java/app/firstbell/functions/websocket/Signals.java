package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Freshness;
import app.firstbell.chat.LogEnd;
import app.firstbell.chat.MarkStore;
import java.util.Optional;

/// Takes `typing` and `mark`, and tells the other side.
final class Signals {
  private final ChatLog log;
  private final MarkStore marks;
  private final Posts posts;

  Signals(ChatParts parts) {
    this.log = parts.log();
    this.marks = parts.marks();
    this.posts = parts.posts();
  }

  void type(Speaker speaker, Frame.Typing frame) {
    LogEnd end =
        own(speaker, frame.chat(), Freshness.EVENTUAL)
            .or(() -> own(speaker, frame.chat(), Freshness.CONSISTENT))
            .orElseThrow(RefusedException::notFound);
    if (end.head().stage().isOpen()) {
      // Whoever is gone is noticed by the next message; a hint about a hint is not worth a write.
      posts.toAll(
          end.head().of(speaker.caller().party().other()).connections(),
          Push.typing(frame.chat(), speaker.caller().party(), frame.signal()));
    }
  }

  void mark(Speaker speaker, Frame.Mark frame) {
    // An old read may not know yet what the client has just been sent.
    LogEnd end =
        own(speaker, frame.chat(), Freshness.EVENTUAL)
            .filter(found -> frame.mark().delivered() <= found.last().seq())
            .or(() -> own(speaker, frame.chat(), Freshness.CONSISTENT))
            .orElseThrow(RefusedException::notFound);
    marks
        .raise(
            speaker.caller().tenant(),
            frame.chat(),
            speaker.caller().party(),
            frame.mark().upTo(end.last().seq()))
        .ifPresent(mark ->
            posts.toAll(
                end.head().connectionsBut(speaker.connection()),
                Push.marks(frame.chat(), speaker.caller().party(), mark)));
  }

  private Optional<LogEnd> own(Speaker speaker, ChatId chat, Freshness freshness) {
    return log.end(speaker.caller().tenant(), chat, freshness)
        .filter(end -> Access.isParty(end.head(), speaker.caller()));
  }
}
