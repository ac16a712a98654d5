package app.firstbell.functions.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Purse;
import app.firstbell.functions.town.Town;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Difference;
import app.firstbell.organization.TenantId;
import app.firstbell.use.LedgerVerification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
    town.visitor().start("Anybody?");
    town.clock.advance(Duration.ofHours(2));
    List<Difference> found = differences();
    assertTrue(
        found.stream().anyMatch(difference -> difference.kind() == Difference.Kind.CHATS),
        found.toString());
    set(town.tenant + "#use", "h#2026-11-22T10", "n.c", 2);
    assertTrue(differences().stream().anyMatch(difference -> difference.found().equals("2 chats")));
  }

  private LedgerCheckHandler handler() {
    return new LedgerCheckHandler(
        Town.engine(),
        Town.accountsTable(),
        Town.chatsTable(),
        new Contention(Pause.none()),
        town.clock);
  }

  private List<Difference> differences() {
    List<Difference> all = new ArrayList<>();
    new LedgerVerification(Town.engine(), Town.accountsTable(), Town.chatsTable())
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
