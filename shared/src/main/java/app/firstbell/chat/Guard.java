package app.firstbell.chat;

import app.firstbell.identity.Party;

/// On what condition a chat's stage changes.
public sealed interface Guard {
  /// Nobody has accepted, and it was not missed.
  record StillRinging() implements Guard {}

  /// It was accepted, and has not ended.
  record StillActive() implements Guard {}

  /// The party is still gone, and was not here in between; `state` is the stage's word.
  record StillGone(String state, Party party, long epoch) implements Guard {}

  /// It was missed, and nothing was left yet.
  record NothingLeft() implements Guard {}

  /// It has ended, and was not rated yet.
  record NotRated() implements Guard {}
}
