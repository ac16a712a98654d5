package app.firstbell.functions.websocket;

import app.firstbell.chat.Afterwards;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Stage;
import app.firstbell.identity.Caller;
import app.firstbell.notice.Notice;
import app.firstbell.notice.Notices;
import java.util.List;

/// Answers `leave`: keeps the address that a visitor leaves in a missed chat, and has it mailed.
final class Leaves {
  private final Afterwards afterwards;
  private final ChatLog log;
  private final RoomPosts room;
  private final Notices notices;

  Leaves(ChatParts parts, Notices notices) {
    this.afterwards = parts.afterwards();
    this.log = parts.log();
    this.room = parts.roomPosts();
    this.notices = notices;
  }

  String leave(Caller.Visitor visitor, Frame.Leave frame) {
    return switch (afterwards.leave(visitor, frame.chat(), frame.left())) {
      case Afterwards.Said.Now now -> {
        // First the mail, then the screens: should this function die between, the repeat below
        // sends it still.
        notices.send(new Notice.MissedLead(visitor.tenant(), frame.chat()));
        room.toConnected(
            visitor.tenant(),
            now.head().room().id(),
            _ -> true,
            Push.head(now.head(), now.entry().seq()));
        yield Reply.changed("left", frame.cid(), now.head(), now.entry());
      }
      case Afterwards.Said.Before before -> {
        notices.send(new Notice.MissedLead(visitor.tenant(), frame.chat()));
        List<Entry> entries =
            log.entries(visitor.tenant(), frame.chat(), before.head().seq() - 1, 1);
        yield Reply.changed("left", frame.cid(), before.head(), entries.getFirst());
      }
      case Afterwards.Said.WrongStage wrong ->
          throw new RefusedException(
              ErrorCode.CONFLICT,
              wrong.stage() instanceof Stage.Ended
                  ? "this chat was answered and is over"
                  : "this chat was not missed: write into it");
      case Afterwards.Said.NotFound _ -> throw RefusedException.notFound();
    };
  }
}
