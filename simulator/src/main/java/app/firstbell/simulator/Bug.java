package app.firstbell.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Bugs that are planted to see whether they are found. Each is one that somebody could write.
public enum Bug {
  /// An accept asks for nothing: neither that the chat rings nor that the number is free.
  ACCEPT_UNGUARDED,
  /// A message is put at its number, whatever lies there.
  MESSAGE_OVERWRITES,
  /// A message is acknowledged, and written a moment later.
  ACK_BEFORE_WRITE,
  /// Nobody looks whether a message is a repeat.
  FORGETS_REPEATS,
  /// What must be read consistently is read cheaply.
  READS_CHEAPLY,
  /// A reader of a stream says that all is well when a record has failed.
  SWALLOWS_STREAM_FAILURES,
  /// The audit log takes a fact that it has.
  AUDITS_TWICE,
  /// A chat is written first and its timer set afterwards.
  TIMER_AFTER_WRITE,
  /// A timer's message is taken off its queue before the work is done.
  TAKES_TIMERS_FIRST,
  /// The end of an old connection takes the agent away who has come back by a new one.
  OLD_END_TAKES_PRESENCE,
  /// Money is moved whatever the balance is.
  SKIPS_THE_FLOOR,
  /// A posting does not ask whether it was written before.
  FORGETS_POSTINGS,
  /// A posting is written item by item.
  POSTS_IN_PIECES,
  /// What was counted before is counted again.
  COUNTS_TWICE,
  /// A warning is given whenever there is a reason.
  WARNS_EVERY_TIME,
  /// Credits that are added do not arm the warnings again.
  ARMS_NOTHING,
  /// A fee is paid and taken back whatever was paid for meanwhile.
  FORGETS_OTHER_FEES,
  /// Whatever comes under a key that is known is taken for a repeat.
  TAKES_ANY_REPEAT;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Bug> of(String word) {
    return Arrays.stream(values()).filter(bug -> bug.word().equals(word)).findFirst();
  }
}
