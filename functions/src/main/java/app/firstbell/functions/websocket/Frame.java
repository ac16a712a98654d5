package app.firstbell.functions.websocket;

import app.firstbell.chat.ChatId;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Left;
import app.firstbell.chat.Marks;
import app.firstbell.chat.Starting;
import app.firstbell.organization.RoomId;
import app.firstbell.presence.Computer;
import app.firstbell.presence.Show;
import org.jspecify.annotations.Nullable;

/// A frame of a client, checked: every field is of its type, within its limits, and free of control
/// characters.
///
/// `cid` is the client's own id of the frame, echoed in the reply.
public sealed interface Frame {
  @Nullable String cid();

  record Start(String cid, RoomId room, Starting.Request request) implements Frame {}

  record Leave(String cid, ChatId chat, Left left) implements Frame {}

  /// @param after the last number of the log that the writer has seen
  record Message(String cid, ChatId chat, long after, String text) implements Frame {
    @Override
    public String toString() {
      return "Message[" + cid + "]";
    }
  }

  record Accept(String cid, ChatId chat) implements Frame {}

  record Decline(String cid, ChatId chat) implements Frame {}

  record Sync(String cid, ChatId chat, long after, int limit) implements Frame {}

  record Lists(String cid) implements Frame {}

  record Presence(String cid, Show show, Computer computer) implements Frame {}

  record Typing(@Nullable String cid, ChatId chat, Signal signal) implements Frame {}

  /// Whether somebody is writing.
  enum Signal {
    ON,
    OFF
  }

  record Mark(@Nullable String cid, ChatId chat, Marks.Mark mark) implements Frame {}

  record End(String cid, ChatId chat) implements Frame {}

  record Rate(String cid, ChatId chat, Happening.Rated rated) implements Frame {}

  record Transcript(String cid, ChatId chat, String email) implements Frame {
    @Override
    public String toString() {
      return "Transcript[" + cid + "]";
    }
  }

  record Ping(@Nullable String cid) implements Frame {}
}
