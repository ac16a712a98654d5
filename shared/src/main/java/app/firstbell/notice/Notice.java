package app.firstbell.notice;

import app.firstbell.chat.ChatId;
import app.firstbell.organization.TenantId;

/// A mail to be sent. It comes as a message at least once, and is sent once: see [NoticeStore].
public sealed interface Notice {
  TenantId tenant();

  ChatId chat();

  /// The same for every delivery of this notice.
  String id();

  /// A visitor left an address in a missed chat: every agent of the room is told (C6).
  record MissedLead(TenantId tenant, ChatId chat) implements Notice {
    @Override
    public String id() {
      return "missed-lead#" + chat;
    }
  }

  /// A visitor wants the chat by e-mail (C8).
  ///
  /// @param number 1, 2, 3: which of the transcripts that a chat may have
  record Transcript(TenantId tenant, ChatId chat, String email, long number) implements Notice {
    @Override
    public String id() {
      return "transcript#" + chat + "#" + number;
    }

    @Override
    public String toString() {
      return "Transcript[" + chat + "]";
    }
  }
}
