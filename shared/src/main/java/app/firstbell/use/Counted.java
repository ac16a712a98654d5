package app.firstbell.use;

import app.firstbell.agent.AgentId;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.LoggedEntry;
import app.firstbell.chat.MissReason;
import app.firstbell.chat.Stage;
import app.firstbell.identity.Digest;
import app.firstbell.organization.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/// What one entry of a chat's log adds to the use of its organization.
///
/// @param id the same for every delivery of the entry: the first 8 bytes of SHA-256 of the chat and
///   the entry's number. An hour's row holds some thousands of them at most, of which two are equal
///   by chance once in a trillion hours
/// @param agent who had the chat; nobody's as long as it rings
public record Counted(SdkBytes id, Instant at, RoomId room, Optional<AgentId> agent, Tally tally) {
  private static final int ID_BYTES = 8;

  /// Entries of a log that are no messages: ringing, accepted and ended, or ringing and missed.
  private static final int OF_AN_ANSWERED_CHAT = 3;

  private static final int OF_A_MISSED_CHAT = 2;

  /// What an entry adds.
  ///
  /// @param head of its chat, as it was left by the entry or by a later one
  /// @return nothing when the entry is of no kind that is counted
  /// @throws IllegalStateException when the head is from before the entry
  public static Optional<Counted> of(LoggedEntry logged, Head head) {
    return switch (logged.entry().happening()) {
      case Happening.Ringing _ ->
          isRefused(head)
              ? Optional.empty()
              : counted(logged, head, null, new Tally(1, 0, 0, 0, 0, 0, 0));
      case Happening.Accepted it -> {
        long byOperator = it.answerer() == Happening.Answerer.OPERATOR ? 1 : 0;
        yield counted(
            logged,
            head,
            it.agent().id(),
            new Tally(0, 1, 0, byOperator, it.after().toMillis(), 0, 0));
      }
      case Happening.Ended _ -> {
        Stage.Ended ended = ended(head);
        long talk = Duration.between(ended.acceptedAt(), ended.endedAt()).toMillis();
        yield counted(
            logged,
            head,
            ended.agent().id(),
            new Tally(0, 0, 0, 0, 0, Math.max(0, talk), messages(logged, OF_AN_ANSWERED_CHAT)));
      }
      case Happening.Missed _ ->
          counted(
              logged, head, null, new Tally(0, 0, 1, 0, 0, 0, messages(logged, OF_A_MISSED_CHAT)));
      case Happening.Message _, Happening.LeftMessage _, Happening.Rated _ -> Optional.empty();
    };
  }

  /// Whether a head that was read is at least as new as what the entry tells: an eventually
  /// consistent read may answer with the one from before.
  public static boolean isKnownTo(Head head, LoggedEntry logged) {
    return switch (logged.entry().happening()) {
      case Happening.Ended _ -> head.stage() instanceof Stage.Ended;
      case Happening.Accepted _ -> head.stage().agent() != null;
      case Happening.Missed _ -> head.stage() instanceof Stage.Missed;
      case Happening.Ringing _, Happening.Message _, Happening.LeftMessage _, Happening.Rated _ ->
          true;
    };
  }

  private static Optional<Counted> counted(
      LoggedEntry logged, Head head, @Nullable AgentId agent, Tally tally) {
    return Optional.of(
        new Counted(
            id(logged), logged.entry().at(), head.room().id(), Optional.ofNullable(agent), tally));
  }

  static SdkBytes id(LoggedEntry logged) {
    byte[] digest = Digest.sha256(logged.chat().chat() + "#" + logged.entry().seq());
    return SdkBytes.fromByteArray(Arrays.copyOf(digest, ID_BYTES));
  }

  private static boolean isRefused(Head head) {
    return head.stage() instanceof Stage.Missed missed && missed.why() == MissReason.CHATS_USED_UP;
  }

  private static Stage.Ended ended(Head head) {
    if (head.stage() instanceof Stage.Ended ended) {
      return ended;
    }
    throw new IllegalStateException("expected the head of an ended chat, got " + head.stage());
  }

  private static long messages(LoggedEntry logged, int others) {
    return Math.max(0, logged.entry().seq() - others);
  }
}
