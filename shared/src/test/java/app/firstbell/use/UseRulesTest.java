package app.firstbell.use;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.chat.ChatCensus.Chats;
import app.firstbell.chat.ChatCensus.Over;
import app.firstbell.chat.ChatId;
import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Books.ChatsCounted;
import app.firstbell.organization.Plan;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @Test
  void aPartStandsBehindItsMonthAndInOrder() {
    PartKey first = new PartKey(NOVEMBER, 0);
    assertEquals("2026-11#000000", first.sk());
    assertEquals(first.next(), PartKey.parse("2026-11#000001"));
    assertTrue(new PartKey(NOVEMBER, 9).sk().compareTo(new PartKey(NOVEMBER, 10).sk()) < 0);
    assertFalse(PartKey.isPart("2026-11"));
    assertTrue(PartKey.isPart(first.sk()));
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWERED, 22a tea marta 1500 60000 7 kid, 1, 1, 0, 0",
    "ANSWERED_BY_OPERATOR, 22o tea platform--noor 1500 60000 7 kid, 1, 1, 0, 1",
    "MISSED, 22m tea - 0 0 1 kid, 1, 0, 1, 0",
    "REFUSED, 22r tea - 0 0 1 kid, 0, 0, 1, 0"
  })
  void aChatReadsAsItWasWritten(
      Counted.Kind kind, String text, long chats, long answered, long missed, long byOperators) {
    Counted chat = Counted.parse(NOVEMBER, text);
    assertEquals(kind, chat.kind());
    assertEquals(text, chat.text());
    assertEquals(LocalDate.of(2026, 11, 22), chat.day());
    assertEquals(
        new Tally(
            chats,
            answered,
            missed,
            byOperators,
            chat.waitMillis(),
            chat.talkMillis(),
            chat.messages()),
        chat.tally());
  }

  /// The longest that is usual, an operator's with ids of 26 characters, a dozen times.
  @Test
  void aFullPartIsLittleMoreThanAKilobyte() {
    String operator = "h".repeat(26) + "--" + "n".repeat(26);
    int own =
        size(
            new Counted(
                "k".repeat(11),
                DAY,
                Counted.Kind.ANSWERED,
                RoomId.GENERAL,
                Optional.of(new AgentId("m".repeat(26))),
                12_345,
                654_321,
                20));
    int theirs =
        size(
            new Counted(
                "k".repeat(11),
                DAY,
                Counted.Kind.ANSWERED_BY_OPERATOR,
                RoomId.GENERAL,
                Optional.of(new AgentId(operator)),
                12_345,
                654_321,
                20));
    int rest =
        "pk".length()
            + "t".repeat(26).length()
            + "#use".length()
            + "sk2026-11#000000".length()
            + "chats".length()
            + 3
            + "at".length()
            + 8;
    assertTrue(rest + Part.FULL * own <= 1024, own + " bytes each");
    assertTrue(rest + Part.FULL * theirs <= 1536, theirs + " bytes each");
  }

  private static int size(Counted chat) {
    return chat.text().length();
  }

  @ParameterizedTest
  @CsvSource({
    "399, OK",
    "400, NEAR",
    "499, NEAR",
    "500, USED_UP",
    "501, USED_UP",
  })
  void fourFifthsAreNearAndAllAreUsedUp(long used, Allowance.State state) {
    Allowance allowance =
        Allowance.of(Plan.FREE, ZoneOffset.UTC, new Use("2026-11", used, 0, 0), NOW);
    assertEquals(state, allowance.state());
    assertEquals(Instant.parse("2026-12-01T00:00:00Z"), allowance.month().until());
  }

  @Test
  void aPlanWithoutANumberIsNeverUsedUp() {
    assertEquals(
        Allowance.State.OK,
        Allowance.of(Plan.BUSINESS, ZoneOffset.UTC, new Use("2026-11", 1_000_000, 0, 0), NOW)
            .state());
  }

  @Test
  void sumsAreHeldAgainstTheChatsThatAreOver() {
    Map<Instant, Chats> over = Map.of(NOW.minus(Duration.ofHours(5)), new Chats(3, 2, 1));
    assertTrue(isEqual(new Chats(3, 2, 1), over));
    assertFalse(isEqual(new Chats(2, 2, 1), over));
    assertFalse(isEqual(new Chats(4, 2, 1), over));
    assertFalse(isEqual(new Chats(3, 3, 1), over));
    assertFalse(isEqual(new Chats(3, 2, 0), over));
  }

  /// What ended a moment ago may be counted or not; more than there are may not.
  @Test
  void countingMayBeAMomentLate() {
    Map<Instant, Chats> over =
        Map.of(
            NOW.minus(Duration.ofHours(5)), new Chats(3, 3, 0),
            NOW.minus(Duration.ofMinutes(15)), new Chats(2, 2, 0));
    assertTrue(isEqual(new Chats(3, 3, 0), over));
    assertTrue(isEqual(new Chats(5, 5, 0), over));
    assertFalse(isEqual(new Chats(6, 5, 0), over));
    assertFalse(isEqual(new Chats(2, 2, 0), over));
  }

  @Test
  void eachChatIsCountedOnceAndAsWhatItIs() {
    Over old = over('a', Duration.ofHours(5), new Chats(1, 1, 0));
    Over fresh = over('b', Duration.ofMinutes(5), new Chats(1, 0, 1));
    Counted first = counted(old.chat(), Counted.Kind.ANSWERED);
    assertEquals(List.of(), differing(List.of(first), List.of(old, fresh)));
    assertEquals(
        List.of("over, such as " + old.chat() + ": 0 of 1"), differing(List.of(), List.of(old)));
    assertEquals(List.of("counted, and not there: 1 of 0"), differing(List.of(first), List.of()));
    assertEquals(List.of("counted twice: 1 of 0"), differing(List.of(first, first), List.of(old)));
    assertEquals(
        List.of("counted as something else: 1 of 0"),
        differing(List.of(counted(old.chat(), Counted.Kind.REFUSED)), List.of(old)));
  }

  @Test
  void aMonthsRowIsTheSumOfThePartsThatItHolds() {
    Part held = part(0, 'a', 'b');
    Part open = part(1, 'c');
    assertEquals(List.of(), rows(new Use("2026-11", 2, 2, 0), held, open));
    assertEquals(
        List.of("2026-11's row and its parts: 3 of 2"),
        rows(new Use("2026-11", 3, 2, 0), held, open));
  }

  /// Whoever moves to another timezone has months that were counted by both: the sums of months
  /// differ, and no chat does.
  @Test
  void afterAChangeOfTheTimezoneEachChatIsLookedAt() {
    Over chat = new Over(id('a'), Instant.parse("2026-11-01T02:00:00Z"), new Chats(1, 1, 0));
    Counted inOctober =
        Counted.parse(YearMonth.of(2026, 10), "31a tea marta 0 0 1 " + Counted.id(chat.chat()));
    assertFalse(
        ChatComparison.isEqual(
            Map.of(YearMonth.of(2026, 10), chat.counts()),
            Map.of(chat.endedAt(), chat.counts()),
            ZoneOffset.UTC,
            NOW));
    assertEquals(List.of(), differing(List.of(inOctober), List.of(chat)));
  }

  private static boolean isEqual(Chats counted, Map<Instant, Chats> over) {
    return ChatComparison.isEqual(Map.of(NOVEMBER, counted), over, ZoneOffset.UTC, NOW);
  }

  private static List<String> differing(List<Counted> counted, List<Over> over) {
    return differing(ChatComparison.each(counted, over, NOW).lines());
  }

  private static List<String> rows(Use row, Part... parts) {
    Month month = new Month(NOVEMBER, 1, row, new Row(Map.of()));
    return differing(new CountedChats(List.of(month), List.of(parts)).rows());
  }

  private static List<String> differing(List<ChatsCounted> lines) {
    return lines.stream()
        .filter(line -> line.counted() != line.chats())
        .map(line -> line.month() + ": " + line.counted() + " of " + line.chats())
        .toList();
  }

  private static Over over(char chat, Duration ago, Chats counts) {
    return new Over(id(chat), NOW.minus(ago), counts);
  }

  private static Part part(int number, char... chats) {
    Map<String, Counted> all = new HashMap<>();
    for (char chat : chats) {
      Counted counted = counted(id(chat), Counted.Kind.ANSWERED);
      all.put(counted.id(), counted);
    }
    return new Part(new PartKey(NOVEMBER, number), all, all.size(), NOW);
  }

  private static Counted counted(ChatId chat, Counted.Kind kind) {
    return new Counted(
        Counted.id(chat), DAY, kind, RoomId.GENERAL, Optional.of(new AgentId("marta")), 1, 2, 3);
  }

  private static ChatId id(char letter) {
    return new ChatId(Character.toString(letter).repeat(26));
  }
}
