package app.firstbell.functions.websocket;

import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.MissReason;
import app.firstbell.chat.Stage;
import app.firstbell.presence.ConnectionId;

/// Tells everybody that a chat is over: its two sides, and the consoles that it was ringing at.
public final class Endings {
  private final ChatPosts chat;
  private final RoomPosts room;
  private final ChatLog log;

  public Endings(ChatParts parts) {
    this.log = parts.log();
    this.chat = parts.chatPosts();
    this.room = parts.roomPosts();
  }

  /// The chat ended by itself.
  public void tell(Head head, Entry entry) {
    tell(head, entry, ChatPosts.NOBODY);
  }

  /// The chat ended by itself, before: who ended it may have died before it told anybody. Telling
  /// twice is telling once.
  public void tellAgain(Head head) {
    tellAgain(head, ChatPosts.NOBODY);
  }

  /// @return the entry that tells of the chat's last change
  Entry tellAgain(Head head, ConnectionId cause) {
    Entry entry = log.entries(head.tenant(), head.id(), head.seq() - 1, 1).getFirst();
    tell(head, entry, cause);
    return entry;
  }

  /// @param cause the connection that ended it, which is told by its reply
  void tell(Head head, Entry entry, ConnectionId cause) {
    chat.toOthers(head, cause, Push.entry(head.id(), entry));
    if (head.stage() instanceof Stage.Missed missed) {
      String why = missed.why() == MissReason.VISITOR_LEFT ? "visitor-left" : "missed";
      room.toRung(head, _ -> true, Push.stop(head.id(), why, null));
      room.toConnected(head.tenant(), head.room().id(), _ -> true, Push.head(head, entry.seq()));
    }
  }
}
