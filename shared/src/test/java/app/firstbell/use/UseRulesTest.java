package app.firstbell.use;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.chat.ChatCensus.Chats;
import app.firstbell.ledger.Books.ChatsCounted;
import app.firstbell.organization.Plan;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class UseRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:59:59Z, UTC, h#2026-11-22T10, f.22T10",
    "2026-11-30T23:30:00Z, Europe/Lisbon, h#2026-11-30T23, f.30T23",
    "2026-11-30T18:30:00Z, Asia/Kolkata, h#2026-12-01T00, f.01T00",
    // Put back: two hours of UTC, one of the clock.
    "2026-10-25T00:30:00Z, Europe/Berlin, h#2026-10-25T02, f.25T02",
    "2026-10-25T01:30:00Z, Europe/Berlin, h#2026-10-25T02, f.25T02"
  })
  void anHourIsOneOfTheOrganizationsOwnClock(Instant at, String zone, String sk, String folded) {
    HourKey key = HourKey.of(at, ZoneId.of(zone));
    assertEquals(sk, key.sk());
    assertEquals(folded, key.folded());
    assertEquals(key, HourKey.parse(sk));
    HourKey second = key.next();
    assertEquals(sk + "#1", second.sk());
    assertEquals(second, HourKey.parse(second.sk()));
  }

  @Test
  void anHoursRowReadsAsItWasAdded() {
    RoomId tea = new RoomId("tea");
    Tally asked = new Tally(1, 0, 0, 0, 0, 0, 0);
    Tally answered = new Tally(0, 1, 0, 1, 1_500, 0, 0);
    Map<String, AttributeValue> item = new HashMap<>();
    HourItem.additions(
            List.of(
                counted(1, tea, Optional.empty(), asked),
                counted(2, tea, Optional.of(new AgentId("platform--noor")), answered)))
        .forEach((name, value) -> item.put(name, AttributeValue.fromN("" + value)));
    assertEquals(asked.plus(answered), HourItem.whole(item));
    assertEquals(Map.of(tea, asked.plus(answered)), HourItem.rooms(item));
    assertEquals(
        Map.of(new AgentId("platform--noor"), new Tally(1, 1, 0, 1, 1_500, 0, 0)),
        HourItem.agents(item));
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
  void whatWasCountedIsHeldAgainstTheChats() {
    Instant before = NOW.minus(Duration.ofHours(5));
    Map<Instant, Chats> chats = Map.of(before, new Chats(3, 2, 1));
    assertEquals(List.of(), differing(counted(3, 2, 1), chats));
    assertEquals(List.of("2026-11: 2 counted"), differing(counted(2, 2, 1), chats));
    assertEquals(List.of("2026-11: 4 counted"), differing(counted(4, 2, 1), chats));
    assertEquals(List.of("2026-11, answered: 3 counted"), differing(counted(3, 3, 1), chats));
  }

  /// What began a moment ago may be counted or not; more than there are may not.
  @Test
  void countingMayBeAMomentLate() {
    Map<Instant, Chats> chats =
        Map.of(
            NOW.minus(Duration.ofHours(5)), new Chats(3, 3, 0),
            NOW.minus(Duration.ofMinutes(15)), new Chats(2, 0, 0));
    assertEquals(List.of(), differing(counted(3, 3, 0), chats));
    assertEquals(List.of(), differing(counted(5, 3, 0), chats));
    assertEquals(List.of("2026-11: 6 counted"), differing(counted(6, 3, 0), chats));
    assertEquals(List.of("2026-11: 2 counted"), differing(counted(2, 3, 0), chats));
  }

  @Test
  void aMonthsRowIsTheSumOfItsHours() {
    CountedMonths wrong =
        new CountedMonths(
            Map.of(YearMonth.of(2026, 11), new Chats(3, 0, 0)),
            Map.of(YearMonth.of(2026, 11), new Chats(4, 0, 0)),
            Set.of("Z"));
    List<String> found =
        differing(wrong, Map.of(NOW.minus(Duration.ofHours(2)), new Chats(3, 0, 0)));
    assertEquals(List.of("2026-11's row and its hours: 4 counted"), found);
  }

  /// Whoever moves to another timezone has months that were counted by both.
  @Test
  void afterAChangeOfTheTimezoneTheWholeIsCompared() {
    CountedMonths moved =
        new CountedMonths(
            Map.of(YearMonth.of(2026, 10), new Chats(1, 0, 0)),
            Map.of(YearMonth.of(2026, 10), new Chats(1, 0, 0)),
            Set.of("America/New_York"));
    Map<Instant, Chats> chats = Map.of(Instant.parse("2026-11-01T02:00:00Z"), new Chats(1, 0, 0));
    assertEquals(List.of(), differing(moved, chats));
    assertTrue(!differing(moved, Map.of()).isEmpty());
  }

  private static CountedMonths counted(long begun, long answered, long missed) {
    Map<YearMonth, Chats> months =
        Map.of(YearMonth.of(2026, 11), new Chats(begun, answered, missed));
    return new CountedMonths(months, months, Set.of("Z"));
  }

  private static List<String> differing(CountedMonths counted, Map<Instant, Chats> chats) {
    return counted.beside(chats, ZoneOffset.UTC, NOW).stream()
        .filter(month -> month.counted() != month.chats())
        .map((ChatsCounted month) -> month.month() + ": " + month.counted() + " counted")
        .toList();
  }

  private static Counted counted(int id, RoomId room, Optional<AgentId> agent, Tally tally) {
    return new Counted(SdkBytes.fromByteArray(new byte[] {(byte) id}), NOW, room, agent, tally);
  }
}
