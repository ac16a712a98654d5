package app.firstbell.use;

import app.firstbell.agent.AgentId;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.LoggedEntry;
import app.firstbell.chat.MissReason;
import app.firstbell.chat.Stage;
import app.firstbell.identity.Digest;
import app.firstbell.organization.RoomId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A chat that is over, as it is counted. Everything comes from its end and from what never changes
/// afterwards, so every delivery of the end gives the same text, and in a set of texts the chat is
/// counted once.
///
/// @param id the first 8 bytes of SHA-256 of the chat's: of the some thousands among which it is
///   looked for, two are equal by chance once in a trillion times
/// @param day on which it ended by the organization's clock
/// @param agent who had it; nobody when it was missed
/// @param waitMillis how long it rang until it was answered
public record Counted(
    String id,
    LocalDate day,
    Kind kind,
    RoomId room,
    Optional<AgentId> agent,
    long waitMillis,
    long talkMillis,
    long messages) {
  private static final int ID_BYTES = 8;
  private static final String NOBODY = "-";

  /// Entries of a log that are no messages: ringing, accepted and ended, or ringing and missed.
  private static final int OF_AN_ANSWERED_CHAT = 3;

  private static final int OF_A_MISSED_CHAT = 2;

  /// How a chat went.
  public enum Kind {
    ANSWERED('a'),
    ANSWERED_BY_OPERATOR('o'),
    MISSED('m'),
    /// Missed, since the plan's chats were used up: it uses none.
    REFUSED('r');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    private static Kind of(char letter) {
      return Arrays.stream(values())
          .filter(kind -> kind.letter == letter)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no kind of chat is " + letter));
    }

    boolean isAnswered() {
      return this == ANSWERED || this == ANSWERED_BY_OPERATOR;
    }
  }

  /// What an entry adds.
  ///
  /// @param head of its chat, as it was left by the entry or by a later one
  /// @param zone of the organization
  /// @return nothing when the chat goes on
  /// @throws IllegalStateException when the head is from before the entry
  public static Optional<Counted> of(LoggedEntry logged, Head head, ZoneId zone) {
    return switch (logged.entry().happening()) {
      case Happening.Ended _ -> {
        Stage.Ended ended = ended(head);
        yield Optional.of(
            new Counted(
                id(head.id()),
                LocalDate.ofInstant(logged.entry().at(), zone),
                head.operator().isPresent() ? Kind.ANSWERED_BY_OPERATOR : Kind.ANSWERED,
                head.room().id(),
                Optional.of(ended.agent().id()),
                millis(Duration.between(head.startedAt(), ended.acceptedAt())),
                millis(Duration.between(ended.acceptedAt(), ended.endedAt())),
                messages(logged, OF_AN_ANSWERED_CHAT)));
      }
      case Happening.Missed it ->
          Optional.of(
              new Counted(
                  id(head.id()),
                  LocalDate.ofInstant(logged.entry().at(), zone),
                  it.why() == MissReason.CHATS_USED_UP ? Kind.REFUSED : Kind.MISSED,
                  head.room().id(),
                  Optional.empty(),
                  0,
                  0,
                  messages(logged, OF_A_MISSED_CHAT)));
      case Happening.Ringing _,
          Happening.Accepted _,
          Happening.Message _,
          Happening.LeftMessage _,
          Happening.Rated _ ->
          Optional.empty();
    };
  }

  /// Whether a head that was read is at least as new as what the entry tells: an eventually
  /// consistent read may answer with the one from before.
  public static boolean isKnownTo(Head head, LoggedEntry logged) {
    return !(logged.entry().happening() instanceof Happening.Ended)
        || head.stage() instanceof Stage.Ended;
  }

  static String id(ChatId chat) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(Digest.sha256(chat.value()), ID_BYTES));
  }

  /// As it stands in a part of its month: `22a general marta 3000 10000 3 k3jd0aLw-x8`. Short, for
  /// a row costs a unit for each KB.
  String text() {
    return String.join(
        " ",
        String.format(Locale.ROOT, "%02d%c", day.getDayOfMonth(), kind.letter),
        room.value(),
        agent.map(AgentId::value).orElse(NOBODY),
        Long.toString(waitMillis),
        Long.toString(talkMillis),
        Long.toString(messages),
        id);
  }

  static Counted parse(YearMonth month, String text) {
    String[] words = text.split(" ", 7);
    return new Counted(
        words[6],
        month.atDay(Integer.parseInt(words[0].substring(0, 2))),
        Kind.of(words[0].charAt(2)),
        new RoomId(words[1]),
        words[2].equals(NOBODY) ? Optional.empty() : Optional.of(new AgentId(words[2])),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]));
  }

  Tally tally() {
    return new Tally(
        kind == Kind.REFUSED ? 0 : 1,
        kind.isAnswered() ? 1 : 0,
        kind.isAnswered() ? 0 : 1,
        kind == Kind.ANSWERED_BY_OPERATOR ? 1 : 0,
        waitMillis,
        talkMillis,
        messages);
  }

  private static Stage.Ended ended(Head head) {
    if (head.stage() instanceof Stage.Ended ended) {
      return ended;
    }
    throw new IllegalStateException("expected the head of an ended chat, got " + head.stage());
  }

  private static long millis(Duration duration) {
    return Math.max(0, duration.toMillis());
  }

  private static long messages(LoggedEntry logged, int others) {
    return Math.max(0, logged.entry().seq() - others);
  }
}
