package app.firstbell.chat;

import app.firstbell.agent.AgentCard;
import app.firstbell.organization.RoomName;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an entry of the log says. State changes stand in the same log as messages, so that who has
/// the log has everything.
public sealed interface Happening {
  /// @param answers the visitor's answers to the pre-chat questions, in their order
  /// @param rung agents who were rung
  record Ringing(
      RoomName room,
      @Nullable Page page,
      @Nullable String name,
      @Nullable String email,
      Map<String, String> answers,
      int rung)
      implements Happening {}

  /// @param cid the client's own id of the message, by which a repeat is known
  record Message(String cid, String text) implements Happening {
    @Override
    public String toString() {
      return "Message[" + cid + "]";
    }
  }

  /// @param after how long it rang
  /// @param answerer whose agent it is
  record Accepted(AgentCard agent, Duration after, Answerer answerer) implements Happening {
    /// By an agent of the organization itself.
    public Accepted(AgentCard agent, Duration after) {
      this(agent, after, Answerer.OWN_AGENT);
    }
  }

  /// Whose agent answers a chat.
  enum Answerer {
    OWN_AGENT,
    /// Of the platform or of the reseller, for an interaction credit.
    OPERATOR
  }

  record Ended(EndReason why) implements Happening {}

  record Missed(MissReason why) implements Happening {}

  record LeftMessage(Left left) implements Happening {}

  /// @param stars 1 to 5
  record Rated(int stars, @Nullable String comment) implements Happening {}

  /// As it is written in frames and items.
  default String kind() {
    return switch (this) {
      case Ringing _ -> "ringing";
      case Message _ -> "message";
      case Accepted _ -> "accepted";
      case Ended _ -> "ended";
      case Missed _ -> "missed";
      case LeftMessage _ -> "left";
      case Rated _ -> "rated";
    };
  }

  /// Whether no message may follow: what is behind the end of a chat is no more than what was left
  /// or rated.
  default boolean closes() {
    return switch (this) {
      case Ended _, Missed _, LeftMessage _, Rated _ -> true;
      case Ringing _, Message _, Accepted _ -> false;
    };
  }
}
