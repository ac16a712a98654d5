package app.firstbell.functions.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatTable;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Purse;
import app.firstbell.functions.town.Town;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Difference;
import app.firstbell.organization.Locality;
import app.firstbell.organization.TenantId;
import app.firstbell.use.LedgerVerification;
import app.firstbell.use.Metering;
import app.firstbell.use.Recount;
import app.firstbell.use.UseStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The daily check: what adds up is left alone, what does not is named, what was left behind is
/// settled.
class LedgerCheckHandlerTest {
  private final Town town = new Town();
  private final TenantId home = Town.anotherTenant();
  private final Purse purse = town.onOperations(home, 3);

  /// The directories are all that it finds organizations by.
  private void listed() {
    list(town.tenant);
  }

  private static void list(TenantId tenant) {
    Town.engine().putItem(put -> put.tableName(Town.accountsTable()).item(directory(tenant)));
  }

  private static Map<String, AttributeValue> directory(TenantId tenant) {
    return Item.key("platform#orgs", "n#tea#" + tenant).build();
  }

  @Test
  void itFindsTheOrganizationsAndSettlesWhatWasLeftBehind() {
    listed();
    Person noor = town.operatorOnline(home, "noor");
    String chat = town.visitor().start("Hello?");
    noor.about(town.tenant, "accept", chat, _ -> {});
    noor.about(
        town.tenant, "message", chat, json -> json.number("after", 3).text("text", "Good evening"));
    noor.about(town.tenant, "end", chat, _ -> {});
    town.clock.advance(Duration.ofHours(25));

    Map<String, Object> answer = handler().handleRequest(Map.of(), Town.NO_CONTEXT);

    assertTrue((Integer) answer.getOrDefault("organizations", 0) >= 2, answer.toString());
    assertEquals(2, purse.balance().posted());
    assertEquals(0, purse.balance().pending());
    assertEquals(0L, handler().handleRequest(Map.of(), Town.NO_CONTEXT).get("settled"));
  }

  /// The stream's record was given up: nobody would ever hear that no credit is left.
  @Test
  void itGivesTheWarningThatWasLost() {
    listed();
    Person noor = town.operatorOnline(home, "noor");
    for (int i = 0; i < 3; i++) {
      String chat = town.visitor().start("Hello?");
      noor.about(town.tenant, "accept", chat, _ -> {});
      purse.use(chat);
    }
    assertEquals(1L, check("warned"));
    assertEquals(0L, check("warned"));
  }

  /// One organization has rows that nobody can read; the others are looked after all the same.
  @Test
  void whatFailsForOneOrganizationDoesNotKeepItFromTheOthers() {
    Town other = new Town();
    TenantId broken = other.tenant;
    set(broken.value(), "org", "timezone", AttributeValue.fromS("Nowhere"));
    set(broken + "#hold", "a-chat", "state", AttributeValue.fromS("reserved"));
    listed();
    list(broken);
    set(town.tenant + "#balance", "credits", "posted", 4);
    try {
      Map<String, Object> answer = handler().handleRequest(Map.of(), Town.NO_CONTEXT);
      assertEquals(1, answer.get("unchecked"));
      assertTrue((Long) answer.getOrDefault("differences", 0L) >= 1, answer.toString());
    } finally {
      Town.engine()
          .deleteItem(delete -> delete.tableName(Town.accountsTable()).key(directory(broken)));
      Town.engine()
          .deleteItem(delete -> delete.tableName(Town.accountsTable()).key(directory(town.tenant)));
    }
  }

  private Object check(String what) {
    return handler().handleRequest(Map.of(), Town.NO_CONTEXT).getOrDefault(what, "?");
  }

  @Test
  void whatAddsUpIsLeftAlone() {
    assertEquals(List.of(), differences());
  }

  @Test
  void aBalanceThatWasTamperedWithIsNamed() {
    set(town.tenant + "#balance", "credits", "posted", 4);
    List<Difference> found = differences();
    assertTrue(
        found.stream().anyMatch(difference -> difference.kind() == Difference.Kind.POSTED),
        found.toString());
  }

  /// A chat that was never counted, and one that was counted and is not there.
  @Test
  void aCounterThatIsNotTheChatsIsNamed() {
    String chat = town.visitor().start("Anybody?");
    assertEquals(List.of(), chats(), "it may still be counted");
    town.clock.advance(Duration.ofHours(2));
    assertEquals(List.of("over, such as " + chat + ": 1 chats, 0 chats"), chats());
    count("22a general marta 0 0 1 nobodys0chat");
    assertTrue(chats().contains("counted, and not there: 0 chats, 1 chats"));
  }

  /// Metering gave up, and the stream forgets.
  @Test
  void aChatThatWasNeverCountedIsCountedAtNight() {
    listed();
    String chat = town.visitor().start("Anybody?");
    town.clock.advance(Duration.ofHours(2));
    assertEquals(1, chats().size());

    Map<String, Object> answer = handler().handleRequest(Map.of(), Town.NO_CONTEXT);

    assertTrue((Long) answer.getOrDefault("recounted", 0L) >= 1, answer.toString());
    assertEquals(List.of(), chats());
    handler().handleRequest(Map.of(), Town.NO_CONTEXT);
    assertEquals(1, counted());
    meter(chat);
    assertEquals(1, counted(), "the stream was only late");
  }

  /// Between any two calls of the verification a chat is over, and the one before is counted.
  @Test
  void whileChatsGoOnNothingIsReported() {
    assertEquals(List.of(), chats(new ArrayDeque<>()));
  }

  /// The twin: one of them is not counted.
  @Test
  void whileChatsGoOnTheOneThatIsMissingIsNamed() {
    String lost = town.visitor().start("Anybody?");
    town.clock.advance(Duration.ofHours(2));
    List<String> found = chats(new ArrayDeque<>());
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.getFirst().startsWith("over, such as " + lost), found.toString());
  }

  private List<String> chats(Deque<String> waiting) {
    boolean[] isBusy = {false};
    Runnable meanwhile =
        () -> {
          if (!isBusy[0]) {
            isBusy[0] = true;
            waiting.add(town.visitor().start("Anybody?"));
            if (waiting.size() > 1) {
              meter(waiting.remove());
            }
            isBusy[0] = false;
          }
        };
    for (int i = 0; i < 15; i++) {
      meanwhile.run();
    }
    town.clock.advance(Duration.ofHours(2));
    waiting.forEach(this::meter);
    return chats(Planted.between(Town.engine(), meanwhile));
  }

  private void meter(String chat) {
    new Recount(town.parts.log(), metering()).meter(town.tenant, List.of(new ChatId(chat)));
  }

  private Metering metering() {
    return Metering.on(
        new ChatTable(Town.engine(), Town.chatsTable(), new Contention(Pause.none())),
        Town.engine(),
        Town.accountsTable(),
        town.clock);
  }

  private long counted() {
    return new UseStore(Town.engine(), Town.accountsTable())
        .use(town.tenant, Locality.UNKNOWN, town.clock.instant())
        .chats();
  }

  private void count(String text) {
    Town.engine()
        .updateItem(update ->
            update
                .tableName(Town.accountsTable())
                .key(Item.key(town.tenant + "#use", "2026-11#000000").build())
                .updateExpression("ADD chats :chats")
                .expressionAttributeValues(new Item().set(":chats", List.of(text)).build()));
  }

  private LedgerCheckHandler handler() {
    return new LedgerCheckHandler(
        Town.engine(),
        Town.accountsTable(),
        Town.chatsTable(),
        new Contention(Pause.none()),
        metering(),
        Pause.none(),
        town.clock);
  }

  /// What of the differences is about chats: where, what is expected and what was found.
  private List<String> chats() {
    return chats(Town.engine());
  }

  private List<String> chats(DynamoDbClient client) {
    return differences(client).stream()
        .filter(difference -> difference.kind() == Difference.Kind.CHATS)
        .map(it -> it.where() + ": " + it.expected() + ", " + it.found())
        .toList();
  }

  private List<Difference> differences() {
    return differences(Town.engine());
  }

  private List<Difference> differences(DynamoDbClient client) {
    List<Difference> all = new ArrayList<>();
    new LedgerVerification(client, Town.accountsTable(), Town.chatsTable(), Pause.none())
        .verify(
            Set.of(town.tenant),
            town.clock.instant(),
            new LedgerVerification.Findings() {
              @Override
              public void report(Books.Report report) {
                all.addAll(report.differences());
              }

              @Override
              public void busy(TenantId tenant) {
                throw new AssertionError("nobody else writes here");
              }
            });
    return all;
  }

  private static void set(String pk, String sk, String name, long value) {
    set(pk, sk, name, AttributeValue.fromN(Long.toString(value)));
  }

  private static void set(String pk, String sk, String name, AttributeValue value) {
    Town.engine()
        .updateItem(update ->
            update
                .tableName(Town.accountsTable())
                .key(Item.key(pk, sk).build())
                .updateExpression("SET #name = :value")
                .expressionAttributeNames(Map.of("#name", name))
                .expressionAttributeValues(Map.of(":value", value)));
  }
}
