package app.firstbell.chat;

import app.firstbell.agent.AgentCard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a chat stands: `ringing → active → ended`, or `ringing → missed`.
public sealed interface Stage {
  /// The agents of the room are rung until `until`.
  record Ringing(Instant until) implements Stage {}

  record Active(AgentCard agent, Instant acceptedAt) implements Stage {}

  record Ended(AgentCard agent, Instant acceptedAt, Instant endedAt, EndReason why)
      implements Stage {}

  /// @param left what the visitor left to be answered by e-mail; null as long as there is nothing
  record Missed(Instant endedAt, MissReason why, @Nullable Left left) implements Stage {}

  /// As it is written in frames and items.
  default String word() {
    return switch (this) {
      case Ringing _ -> "ringing";
      case Active _ -> "active";
      case Ended _ -> "ended";
      case Missed _ -> "missed";
    };
  }

  /// Whether messages can still come.
  default boolean isOpen() {
    return switch (this) {
      case Ringing _, Active _ -> true;
      case Ended _, Missed _ -> false;
    };
  }

  /// The agent who has, or had, the chat.
  default @Nullable AgentCard agent() {
    return switch (this) {
      case Ringing _, Missed _ -> null;
      case Active active -> active.agent();
      case Ended ended -> ended.agent();
    };
  }
}
