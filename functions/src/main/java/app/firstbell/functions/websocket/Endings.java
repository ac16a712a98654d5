package app.firstbell.functions.websocket;

import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.MissReason;
import app.firstbell.chat.Stage;
import app.firstbell.presence.ConnectionId;

/// Tells everybody that a chat is over: its two sides, and the consoles that it was ringing at.
public final class Endings {
  /// An id that no connection has: everybody is to be told.
  private static final ConnectionId NOBODY = new ConnectionId("-");

  private final ChatPosts chat;
  private final RoomPosts room;

  public Endings(ChatParts parts) {
    this.chat = parts.chatPosts();
    this.room = parts.roomPosts();
  }

  /// The chat ended by itself.
  public void tell(Head head, Entry entry) {
    tell(head, entry, NOBODY);
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
