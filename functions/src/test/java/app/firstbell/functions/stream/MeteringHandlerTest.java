package app.firstbell.functions.stream;

import static app.firstbell.functions.stream.Meter.THREE;
import static app.firstbell.functions.stream.Meter.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.use.Tally;
import app.firstbell.use.UseReader.Grouping;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Every effect of a chat's end happens once: called twice, late, in any order over chats, after a
/// crash anywhere, with a record in the middle that nobody can read.
class MeteringHandlerTest {
  private final Town town = new Town();
  private final Meter meter = new Meter(town);

  @Test
  void whatChatsUseIsCountedByDayRoomAndAgent() {
    assertEquals(List.of(), failures(meter.handler(), meter.threeChats()));

    assertEquals(Map.of("2026-11-22", THREE), meter.use(Grouping.DAY));
    assertEquals(Map.of("general", THREE), meter.use(Grouping.ROOM));
    assertEquals(
        Map.of(
            "marta", new Tally(1, 1, 0, 0, 3_000, 10_000, 3),
            "priya", new Tally(1, 1, 0, 0, 1_000, 2_000, 2)),
        meter.use(Grouping.AGENT));
    assertEquals("3/2/1", meter.month());
  }

  @Test
  void calledTwiceLateAndInAnyOrderItCountsOnce() {
    List<DynamodbStreamRecord> records = meter.threeChats();
    Random random = new Random(7);
    MeteringHandler handler = meter.handler();
    for (int delivery = 0; delivery < 12; delivery++) {
      town.clock.advance(Duration.ofHours(1));
      List<DynamodbStreamRecord> some = new ArrayList<>(records);
      Collections.shuffle(some, random);
      assertEquals(List.of(), failures(handler, some.subList(0, 1 + random.nextInt(some.size()))));
    }
    assertEquals(List.of(), failures(handler, records));
    assertCounted(meter);
  }

  /// Whoever reads old rows tries parts that have long been full, and counts nothing twice.
  @Test
  void withOldReadsASecondDeliveryCountsNothing() {
    List<DynamodbStreamRecord> records = meter.threeChats();
    assertEquals(List.of(), failures(meter.withPartsOf(3), records));
    assertEquals(List.of(), failures(meter.withPartsOf(3, withOldReads(Town.engine())), records));
    assertCounted(meter);
  }

  /// The twin: without conditions the month takes a part that it holds.
  @Test
  void withoutConditionsASecondDeliveryCountsAgain() {
    List<DynamodbStreamRecord> records = meter.threeChats();
    assertEquals(List.of(), failures(meter.withPartsOf(3), records));
    DynamoDbClient planted = Planted.withoutConditionsOfUpdates(withOldReads(Town.engine()));
    assertEquals(List.of(), failures(meter.withPartsOf(3, planted), records));
    assertNotEquals("3/2/1", meter.month());
  }

  /// Parts that were full since a chat ended are looked through, by a function that knows of none.
  @Test
  void aChatThatComesAgainAfterManyPartsIsKnown() {
    List<DynamodbStreamRecord> records = oneByOne();
    assertEquals(List.of(), failures(meter.withPartsOf(1), records.subList(0, 1)));
    assertCounted(meter);
    assertEquals(3, meter.use("2026-11").number("parts"));
  }

  /// The twin: whoever does not look there counts again.
  @Test
  void whoeverDoesNotLookThroughFullPartsCountsAgain() {
    List<DynamodbStreamRecord> records = oneByOne();
    DynamoDbClient planted =
        Planted.blind(Town.engine(), get -> new Row(get.key()).text("sk").startsWith("2026-11#"));
    assertEquals(List.of(), failures(meter.withPartsOf(1, planted), records.subList(0, 1)));
    assertNotEquals("3/2/1", meter.month());
  }

  private List<DynamodbStreamRecord> oneByOne() {
    List<DynamodbStreamRecord> records = meter.threeChats();
    for (DynamodbStreamRecord record : records) {
      town.clock.advance(Duration.ofHours(1));
      assertEquals(List.of(), failures(meter.withPartsOf(1), List.of(record)));
    }
    return records;
  }

  private static DynamoDbClient withOldReads(DynamoDbClient engine) {
    return Planted.blind(
        engine,
        get ->
            new Row(get.key()).text("pk").endsWith("#use")
                && !Boolean.TRUE.equals(get.consistentRead()));
  }

  /// Whichever call it dies at, before or after that was done: what comes again completes it.
  @ParameterizedTest
  @EnumSource(Planted.Death.class)
  void afterACrashAnywhereEverythingIsCountedOnce(Planted.Death death) {
    for (int call = 1; call < 40; call++) {
      Meter dying = new Meter(new Town());
      List<DynamodbStreamRecord> records = dying.threeChats();
      List<String> failed =
          failures(dying.withPartsOf(3, Planted.dyingAt(Town.engine(), call, death)), records);
      assertEquals(List.of(), failures(dying.withPartsOf(3), records));
      assertCounted(dying);
      assertEquals(3, dying.use("2026-11").number("chats"), "the full part is held");
      if (failed.isEmpty()) {
        assertTrue(call > 5, "it died at no call");
        return;
      }
    }
    throw new AssertionError("it never came through");
  }

  /// The twin: who acknowledges before the work is done loses what was on its way.
  @Test
  void whoeverAcknowledgesWhatIsNotDoneLosesIt() {
    List<DynamodbStreamRecord> records = meter.threeChats();
    failures(meter.handler(Planted.dyingAt(Town.engine(), 3, Planted.Death.BEFORE)), records);
    assertNotEquals(THREE, meter.today());
  }

  @Test
  void ofManyAtOnceEachEntryIsCountedByOne() throws Exception {
    List<DynamodbStreamRecord> records = meter.threeChats();
    List<Callable<List<String>>> readers =
        IntStream.range(0, 8)
            .<Callable<List<String>>>mapToObj(i ->
                () -> {
                  List<DynamodbStreamRecord> mine = new ArrayList<>(records);
                  Collections.shuffle(mine, new Random(i));
                  return failures(meter.withPartsOf(2), mine.subList(0, 1 + i % 3));
                })
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<List<String>> reader : threads.invokeAll(readers)) {
        assertEquals(List.of(), reader.get());
      }
    }
    assertEquals(List.of(), failures(meter.withPartsOf(2), records));
    assertCounted(meter);
  }

  @Test
  void aPartThatIsFullIsFollowedByAnother() {
    List<DynamodbStreamRecord> records = meter.threeChats();
    Random random = new Random(3);
    for (int delivery = 0; delivery < 12; delivery++) {
      List<DynamodbStreamRecord> some = new ArrayList<>(records);
      Collections.shuffle(some, random);
      // Every second one by a function that has just started, and knows of no full part.
      MeteringHandler handler = meter.withPartsOf(2);
      for (DynamodbStreamRecord record : some.subList(0, 2)) {
        assertEquals(List.of(), failures(handler, List.of(record)));
      }
    }
    assertEquals(List.of(), failures(meter.withPartsOf(2), records));
    assertCounted(meter);
    assertEquals(2, meter.use("2026-11#000000").set("chats").size());
    assertEquals(1, meter.use("2026-11#000001").set("chats").size());
  }

  /// Others are done, and so is of its own organization what stands before it.
  @Test
  void aRecordThatNobodyCanReadIsNamedAndWhatIsBeforeItIsDone() {
    Meter other = new Meter(new Town());
    List<DynamodbStreamRecord> records = new ArrayList<>(other.threeChats());
    List<DynamodbStreamRecord> mine = meter.threeChats();
    DynamodbStreamRecord poison =
        Delivered.record(
            "poison",
            Item.key(town.tenant + "#chat#" + "a".repeat(26), "e#0000000009")
                .text("kind", "ended")
                .build());
    records.addAll(mine.subList(0, 1));
    records.add(poison);
    int behind = records.size();
    records.addAll(mine.subList(1, mine.size()));

    assertEquals(List.of("poison"), failures(meter.handler(), records));
    assertCounted(other);
    assertNotEquals(THREE, meter.today());
    // The mapping splits there, gives that record up, and goes on behind it.
    assertEquals(List.of(), failures(meter.handler(), records.subList(behind, records.size())));
    assertCounted(meter);
  }

  /// A chat whose head is missing cannot be counted; other organizations are.
  @Test
  void whatFailsForOneOrganizationHoldsUpNoOther() {
    Meter other = new Meter(new Town());
    DynamodbStreamRecord lost =
        Delivered.record(
            "lost",
            Item.key(town.tenant + "#chat#" + "b".repeat(26), "e#0000000003")
                .instant("at", town.clock.instant())
                .text("by", "system")
                .text("kind", "missed")
                .text("why", "nobody-available")
                .build());
    List<DynamodbStreamRecord> records = new ArrayList<>(List.of(lost));
    records.addAll(other.threeChats());
    assertEquals(List.of("lost"), failures(meter.handler(), records));
    assertCounted(other);
  }

  /// India's days begin at half past the hours of UTC.
  @Test
  void aDayBeginsWhereTheOrganizationIs() {
    Town.engine()
        .updateItem(update ->
            update
                .tableName(Town.accountsTable())
                .key(Item.key(town.tenant.value(), "org").build())
                .updateExpression("SET #zone = :zone")
                .expressionAttributeNames(Map.of("#zone", "timezone"))
                .expressionAttributeValues(new Item().text(":zone", "Asia/Kolkata").build()));
    town.clock.advance(Duration.ofHours(8).plusMinutes(29));
    String before = town.visitor().start("Still today");
    town.clock.advance(Duration.ofMinutes(2));
    String after = town.visitor().start("Tomorrow");
    List<DynamodbStreamRecord> records = new ArrayList<>(Delivered.ofChat(town.tenant, before));
    records.addAll(Delivered.ofChat(town.tenant, after));
    assertEquals(List.of(), failures(meter.handler(), records));
    assertEquals(1, meter.today().chats());
    assertEquals("2/0/2", meter.month());
  }

  private static void assertCounted(Meter meter) {
    assertEquals(THREE, meter.today());
    assertEquals("3/2/1", meter.month());
  }
}
