package app.firstbell.chat;

import java.util.Locale;

/// Why a chat was missed.
public enum MissReason {
  NOBODY_AVAILABLE,
  NOBODY_ACCEPTED,
  VISITOR_LEFT,
  /// The plan's chats of this month are all used: nobody was rung.
  CHATS_USED_UP;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static MissReason of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
