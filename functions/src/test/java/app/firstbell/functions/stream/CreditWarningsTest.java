package app.firstbell.functions.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.MemberStore;
import app.firstbell.credit.CreditWarnings;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Purse;
import app.firstbell.functions.town.Town;
import app.firstbell.ledger.Posting;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Transactions;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Administrators are warned once below the threshold and once at zero; buying arms both again.
class CreditWarningsTest {
  private final Town town = new Town();
  private final TenantId home = Town.anotherTenant();
  private final Purse purse = town.onOperations(home, 3);
  private final Person noor = town.operatorOnline(home, "noor");
  private final List<DynamodbStreamRecord> seen = new ArrayList<>();

  CreditWarningsTest() {
    purse.threshold(2);
  }

  @Test
  void oneWarningBelowTheThresholdAndOneAtZero() {
    answered();
    assertEquals(List.of(), warnings());
    answered();
    assertEquals(List.of("credits-low#1"), warnings());
    Row low = new Row(new Row(links().getFirst()).map("payload"));
    assertEquals("1 of 2", low.text("left") + " of " + low.text("threshold"));
    answered();
    assertEquals(List.of("credits-gone#1", "credits-low#1"), warnings());
    assertEquals(2, links().size());
    links().forEach(link -> assertEquals("1", new Row(link).text("mail")));
  }

  @Test
  void calledTwiceNothingIsSaidTwice() {
    IntStream.range(0, 3).forEach(_ -> answered());
    deliver(handler(Town.engine()), seen);
    deliver(handler(Town.engine()), seen.reversed());
    assertEquals(2, links().size());
  }

  @Test
  void buyingArmsBothAgain() {
    IntStream.range(0, 3).forEach(_ -> answered());
    change(() -> purse.add(3));
    assertEquals(2, links().size());
    IntStream.range(0, 3).forEach(_ -> answered());
    assertEquals(
        List.of("credits-gone#1", "credits-gone#2", "credits-low#1", "credits-low#2"), warnings());
    assertEquals(4, links().size());
  }

  /// A record that comes after the purchase warns of what is over.
  @Test
  void whatComesLateWarnsOfNothing() {
    List<DynamodbStreamRecord> late = new ArrayList<>();
    IntStream.range(0, 3).forEach(_ -> late.add(record(this::answer)));
    purse.add(10);
    deliver(handler(Town.engine()), late);
    assertEquals(List.of(), warnings());
  }

  /// The twin: without the condition on the balance the late record warns.
  @Test
  void withoutConditionsALateRecordWarns() {
    List<DynamodbStreamRecord> late = new ArrayList<>();
    IntStream.range(0, 3).forEach(_ -> late.add(record(this::answer)));
    purse.add(10);
    deliver(handler(withoutChecks(Town.engine())), late);
    assertTrue(!warnings().isEmpty());
  }

  /// All at once: one mail, and not the other one later.
  @Test
  void whoFallsToZeroAtOnceIsToldSoAndNothingElse() {
    DynamodbStreamRecord fall = record(() -> IntStream.range(0, 3).forEach(_ -> answer()));
    deliver(handler(Town.engine()), List.of(fall));
    assertEquals(List.of("credits-gone#1", "credits-low#1"), warnings());
    assertEquals(1, links().size());
  }

  @Test
  void aThresholdOfZeroIsNoWarningButZeroIs() {
    purse.threshold(0);
    IntStream.range(0, 2).forEach(_ -> answered());
    assertEquals(List.of(), warnings());
    answered();
    assertTrue(warnings().contains("credits-gone#1"));
  }

  @Test
  void aHigherThresholdWarnsOfWhatIsBelowItNow() {
    change(() -> purse.threshold(20));
    assertEquals(List.of("credits-low#1"), warnings());
  }

  /// Whoever takes credits back knows; what chats take afterwards is told.
  @Test
  void whatAHandTakesAwayIsNotWarnedOf() {
    answered();
    change(() -> purse.takeBack(1));
    look();
    assertEquals(List.of(), warnings());
    answered();
    assertEquals(List.of("credits-gone#1", "credits-low#1"), warnings());
  }

  @Test
  void whoeverHasNoOperatorsIsToldNothing() {
    List<String> chats = threeAccepted();
    town.backToPlatform();
    chats.forEach(chat -> change(() -> purse.use(chat)));
    look();
    assertEquals(List.of(), warnings());
  }

  /// Credits come back whichever way: by a pack, as a gift, or since it was wrong to take them.
  @Test
  void aReversalThatBringsCreditsBackArmsBothAgain() {
    Posting wrong = purse.takeBack(1);
    IntStream.range(0, 2).forEach(_ -> answered());
    assertEquals(2, links().size());
    change(() -> purse.reverse(wrong));
    answered();
    assertTrue(warnings().contains("credits-gone#2"), warnings().toString());
  }

  /// A credit that is reserved is not gone: it may come back, and then somebody else takes it.
  @Test
  void noneLeftIsToldWhenTheLastOneIsUsed() {
    IntStream.range(0, 2).forEach(_ -> answered());
    List<String> chats = new ArrayList<>();
    change(() -> chats.add(accepted()));
    assertEquals(0, purse.balance().available());
    assertEquals(List.of("credits-low#1"), warnings());
    change(() -> purse.free(chats.getFirst()));
    assertEquals(List.of("credits-low#1"), warnings());
    answered();
    assertEquals(List.of("credits-gone#1", "credits-low#1"), warnings());
    assertEquals(2, links().size());
  }

  /// The record was given up after its last try, and after zero no other comes.
  @Test
  void whatWasGivenUpIsToldByTheNextLook() {
    IntStream.range(0, 3).forEach(_ -> answer());
    look();
    look();
    assertEquals(List.of("credits-gone#1", "credits-low#1"), warnings());
    assertEquals(1, links().size());
    IntStream.range(0, 3).forEach(_ -> change(() -> {}));
    assertEquals(1, links().size());
  }

  @Test
  void whoeverIsSuspendedIsToldWhenTheyAreBack() {
    List<String> chats = threeAccepted();
    town.is(OrganizationState.SUSPENDED);
    chats.forEach(chat -> change(() -> purse.use(chat)));
    look();
    assertEquals(List.of(), warnings());
    town.is(OrganizationState.ACTIVE);
    look();
    assertTrue(warnings().contains("credits-gone#1"));
  }

  @ParameterizedTest
  @EnumSource(Planted.Death.class)
  void afterACrashAnywhereItIsSaidOnce(Planted.Death death) {
    IntStream.range(0, 2).forEach(_ -> answer());
    DynamodbStreamRecord last = record(this::answer);
    for (int call = 1; call < 10; call++) {
      handler(Planted.dyingAt(Town.engine(), call, death))
          .handleRequest(Delivered.event(List.of(last)), Town.NO_CONTEXT);
    }
    deliver(handler(Town.engine()), List.of(last));
    assertEquals(List.of("credits-gone#1", "credits-low#1"), warnings());
    assertEquals(1, links().size());
  }

  private void answered() {
    change(this::answer);
  }

  private void answer() {
    purse.use(accepted());
  }

  private List<String> threeAccepted() {
    return IntStream.range(0, 3).mapToObj(_ -> accepted()).toList();
  }

  private String accepted() {
    String chat = town.visitor().start("Hello?");
    noor.about(town.tenant, "accept", chat, _ -> {});
    return chat;
  }

  /// Something happens to the balance, and the stream brings it.
  private void change(Runnable what) {
    DynamodbStreamRecord record = record(what);
    seen.add(record);
    deliver(handler(Town.engine()), List.of(record));
  }

  private DynamodbStreamRecord record(Runnable what) {
    Map<String, AttributeValue> before = balance();
    what.run();
    return Delivered.change("seq" + (seen.size() + 1), before, balance());
  }

  private static void deliver(OutboxHandler handler, List<DynamodbStreamRecord> records) {
    assertEquals(
        List.of(),
        handler.handleRequest(Delivered.event(records), Town.NO_CONTEXT).getBatchItemFailures());
  }

  private void look() {
    new CreditWarnings(
            Town.engine(), Town.accountsTable(), new Contention(Pause.none()), town.clock)
        .look(town.tenant);
  }

  private OutboxHandler handler(DynamoDbClient client) {
    Contention contention = new Contention(Pause.none());
    return new OutboxHandler(
        _ -> {},
        town.parts.connections(),
        town.wires,
        new Addresses(
            new MemberStore(client, Town.accountsTable()),
            new Transactions(client, Town.accountsTable(), contention)),
        new CreditWarnings(client, Town.accountsTable(), contention, town.clock));
  }

  /// The bug: a transaction without its condition checks.
  private static DynamoDbClient withoutChecks(DynamoDbClient engine) {
    return Planted.changing(
        engine,
        all ->
            all.toBuilder()
                .transactItems(
                    all.transactItems().stream()
                        .filter(item -> item.conditionCheck() == null)
                        .toList())
                .build());
  }

  private Map<String, AttributeValue> balance() {
    return Meter.row(town.tenant + "#balance", "credits");
  }

  private List<String> warnings() {
    return rows("#notice").stream().map(row -> new Row(row).text("sk")).toList();
  }

  private List<Map<String, AttributeValue>> links() {
    return rows("#link");
  }

  private List<Map<String, AttributeValue>> rows(String kind) {
    return Town.engine()
        .query(query ->
            query
                .tableName(Town.accountsTable())
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", town.tenant + kind).build())
                .consistentRead(true))
        .items();
  }
}
