package app.firstbell.notice;

import app.firstbell.chat.ChatId;
import app.firstbell.organization.TenantId;

/// A mail to be sent. It comes as a message at least once, and is sent once: see [NoticeStore].
public sealed interface Notice {
  TenantId tenant();

  /// The same for every delivery of this notice.
  String id();

  /// A mail about a chat.
  sealed interface OfChat extends Notice {
    ChatId chat();
  }

  /// Somebody is to be mailed a personal link.
  ///
  /// @param link id of its row, in which stands what kind it is and whom it is for
  record Link(TenantId tenant, String link) implements Notice {
    @Override
    public String id() {
      return "link#" + link;
    }
  }

  /// A visitor left an address in a missed chat: every agent of the room is told (C6).
  record MissedLead(TenantId tenant, ChatId chat) implements OfChat {
    @Override
    public String id() {
      return "missed-lead#" + chat;
    }
  }

  /// A visitor wants the chat by e-mail (C8).
  ///
  /// @param number 1, 2, 3: which of the transcripts that a chat may have
  record Transcript(TenantId tenant, ChatId chat, String email, long number) implements OfChat {
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
