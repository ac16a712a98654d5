package app.firstbell.timer;

import app.firstbell.chat.ChatId;
import app.firstbell.identity.Party;
import app.firstbell.organization.TenantId;
import java.time.Instant;

/// A moment that a chat waits for. It comes back as a message at least once, and does nothing when
/// the chat has moved on.
public sealed interface Timer {
  TenantId tenant();

  ChatId chat();

  Instant due();

  /// Nobody has accepted until now: the chat is missed.
  record RingTimeout(TenantId tenant, ChatId chat, Instant due) implements Timer {}

  /// A party has been gone for the whole grace: the chat ends. Made for one epoch of the party's
  /// attendance.
  record Grace(TenantId tenant, ChatId chat, Party party, long epoch, Instant due)
      implements Timer {}
}
