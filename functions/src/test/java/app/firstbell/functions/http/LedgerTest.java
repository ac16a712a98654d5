package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.LedgerBalances;
import app.firstbell.organization.Assignments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Money between a customer and its reseller: posted by hand, shown, and never twice.
class LedgerTest {
  private final Till till = Till.open();

  @Test
  void moneyComesAndGoesAndTheHistoryTellsIt() {
    Lobby.Reply in =
        till.post(
            till.rosa(),
            "/top-ups",
            json -> json.number("minor", 1250).text("reference", "Wire 4711"));
    assertEquals(201, in.status(), in.response().getBody());
    assertEquals("top-up", in.text("kind"));
    assertEquals(1250, Till.number(in.body(), "balance", "posted"));
    till.later();
    Lobby.Reply out =
        till.post(
            till.rosa(),
            "/withdrawals",
            json -> json.number("minor", 250).text("memo", "Too much"));
    assertEquals(1000, Till.number(out.body(), "balance", "available"));

    Lobby.Reply balance = till.get(till.ada(), "/balance", Map.of());
    assertEquals(1000, Till.number(balance.body(), "minor"));
    assertEquals("credit", balance.text("means"));
    assertEquals(1000, Till.number(balance.body(), "wallet", "posted"));
    assertEquals("platform", balance.text("package"));
    assertTrue(balance.body().object("wallet").orElseThrow().get("limit").isEmpty());

    Lobby.Reply history = till.get(till.ada(), "/ledger", Map.of());
    assertEquals(List.of("withdrawal", "top-up"), Office.each(history, "kind"));
    assertEquals(List.of(1000L, 1250L), numbers(history, "after"));
    assertEquals(0, Till.number(history.body(), "opening"));
    assertEquals(1000, Till.number(history.body(), "closing"));
    assertEquals("12.50 USD", new Row(till.act("billing.topped-up").map("details")).text("amount"));
    assertEquals("2.50 USD", new Row(till.act("billing.withdrawn").map("details")).text("amount"));
  }

  @Test
  void aPaymentNeedsANameOfItsOwn() {
    Lobby.Reply nameless =
        till.tea()
            .ask("POST", "/top-ups", till.ledger())
            .as(till.rosa())
            .send(json -> json.number("minor", 1250));
    assertEquals(400, nameless.status());
    assertEquals("idempotency-key-required", Office.problem(nameless));
    assertEquals(0, till.rows("ledger"));
  }

  @Test
  void aRepeatIsTheSamePaymentTodayAndNextYear() {
    Lobby.Reply first = topUp("p-1", 1250);
    Lobby.Reply second = topUp("p-1", 1250);
    assertEquals(first.response().getBody(), second.response().getBody());
    assertEquals("true", second.header("Idempotency-Replayed"));
    Lobby.Reply other = topUp("p-1", 1251);
    assertEquals(409, other.status());
    assertEquals("idempotency-key-reused", Office.problem(other));
    forgetAnswers();
    Lobby.Reply late = topUp("p-1", 1250);
    assertEquals(first.response().getBody(), late.response().getBody());
    assertEquals("true", late.header("Idempotency-Replayed"));
    assertEquals("idempotency-key-reused", Office.problem(topUp("p-1", 1251)));
    assertEquals(1250, till.posted(LedgerAccount.WALLET));
    assertEquals(1, till.rows("ledger"));
  }

  /// All that is there is withdrawn; a repeat after the day of answers must not be told that there
  /// is nothing left.
  @Test
  void aRepeatDoesNotMeetItsOwnEffect() {
    till.topUp(500);
    Lobby.Reply first = withdraw("w-1", 500);
    forgetAnswers();
    Lobby.Reply late = withdraw("w-1", 500);
    assertEquals(201, late.status());
    assertEquals(first.text("id"), late.text("id"));
    assertEquals(0, till.posted(LedgerAccount.WALLET));
  }

  @Test
  void fiftyAtOnceUnderOneNameAreOnePayment() throws Exception {
    assertEquals(100, burst(till, "burst"));
    assertEquals(1, till.rows("ledger"));
  }

  /// The test above would notice: here nothing is refused by what is there already.
  @Test
  void withoutConditionsFiftyAtOnceAreSeveral() throws Exception {
    Till planted = Till.open(Planted.withoutConditions(Town.engine()));
    long most = 0;
    for (int i = 0; i < 5 && most <= 100; i++) {
      most = burst(planted, "burst-" + i);
    }
    assertTrue(most > 100, "posted " + most);
  }

  /// Fifty send the same payment at once.
  ///
  /// @return how much was posted by it
  private static long burst(Till till, String key) throws Exception {
    long before = till.posted(LedgerAccount.WALLET);
    Callable<Lobby.Reply> pay =
        () -> till.post(till.rosa(), "/top-ups", key, json -> json.number("minor", 100));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(Collections.nCopies(50, pay))) {
        assertEquals(201, reply.get().status(), reply.get().response().getBody());
      }
    }
    return till.posted(LedgerAccount.WALLET) - before;
  }

  @Test
  void aPrepaidAccountHasNoDebtAndNoLimit() {
    till.topUp(300);
    Lobby.Reply tooMuch = withdraw("w", 301);
    assertEquals("balance-too-low", Office.problem(tooMuch));
    assertEquals("expected at most 3.00 USD, which is there; got 3.01 USD", tooMuch.text("detail"));
    assertEquals(
        409, till.put(till.rosa(), "/credit-limit", json -> json.number("minor", 1)).status());
    assertEquals(
        "state",
        Office.problem(till.post(till.rosa(), "/debt-payments", json -> json.number("minor", 1))));
    assertEquals(300, till.posted(LedgerAccount.WALLET));
  }

  @Test
  void aPostpaidAccountGoesAsFarAsItsLimitAndPaysAtMostItsDebt() {
    till.postpaid();
    assertEquals("state", Office.problem(till.topUp(100)));
    assertEquals("balance-too-low", Office.problem(buy()));
    Lobby.Reply limited =
        till.put(till.rosa(), "/credit-limit", json -> json.number("minor", 10_000));
    assertEquals(10_000, Till.number(limited.body(), "wallet", "limit"));
    assertEquals(201, buy().status());
    Lobby.Reply second = buy();
    assertEquals("balance-too-low", Office.problem(second), "a second one is beyond the limit");
    assertEquals(
        "wallet 2000 USD credit",
        standing(second.body().array("standing").orElseThrow().getFirst()));
    long debt = -till.posted(LedgerAccount.WALLET);
    assertEquals(8_000, debt);
    assertEquals("debt", till.get(till.ada(), "/balance", Map.of()).text("means"));
    assertEquals(
        "state",
        Office.problem(
            till.put(till.rosa(), "/credit-limit", json -> json.number("minor", 7_999))));
    assertEquals("balance-too-low", Office.problem(withdraw("w", 1)), "a limit is no money");
    Lobby.Reply more =
        till.post(till.rosa(), "/debt-payments", json -> json.number("minor", 8_001));
    assertEquals("state", Office.problem(more));
    assertEquals(
        201,
        till.post(till.rosa(), "/debt-payments", json -> json.number("minor", 8_000)).status());
    assertEquals(0, till.posted(LedgerAccount.WALLET));
  }

  @Test
  void creditsAreGivenAndTakenBackByHand() {
    Lobby.Reply given =
        till.post(
            till.rosa(),
            "/credit-grants",
            json -> json.number("credits", 10).text("memo", "Sorry for Tuesday"));
    assertEquals(
        "credits", given.body().object("balance").orElseThrow().text("account").orElseThrow());
    assertEquals("10", new Row(till.act("billing.credits-granted").map("details")).text("credits"));
    till.later();
    assertEquals(
        "balance-too-low",
        Office.problem(
            till.post(
                till.rosa(),
                "/credit-withdrawals",
                json -> json.number("credits", 11).text("memo", "All of them"))));
    assertEquals(
        201,
        till.post(
                till.rosa(),
                "/credit-withdrawals",
                json -> json.number("credits", 4).text("memo", "Some of them"))
            .status());
    assertEquals(6, till.posted(LedgerAccount.CREDITS));
    Lobby.Reply history = till.get(till.ada(), "/ledger", Map.of("account", "credits"));
    assertEquals(List.of(-4L, 10L), numbers(history, "minor"));
    assertEquals("interactions", history.text("unit"));
  }

  @Test
  void aPostingIsReversedOnce() {
    String id = till.topUp(700).text("id");
    Lobby.Reply reversed = reverse(id, "Posted to the wrong customer");
    assertEquals(201, reversed.status(), reversed.response().getBody());
    assertEquals(id, reversed.text("reverses"));
    assertEquals(0, till.posted(LedgerAccount.WALLET));
    assertEquals("state", Office.problem(reverse(id, "Once more")));
    assertEquals("state", Office.problem(reverse(reversed.text("id"), "And back")));
    assertEquals("/posting", pointer(reverse("nothing", "No such")));
    assertEquals("/posting", pointer(reverse("a".repeat(26), "No such")));
    assertEquals(0, till.posted(LedgerAccount.WALLET));
  }

  @Test
  void whatWasSpentIsNotReversed() {
    String id = till.topUp(700).text("id");
    withdraw("w", 1);
    assertEquals("balance-too-low", Office.problem(reverse(id, "Too late")));
  }

  @Test
  void nobodyPostsToTheirOwnAccount() {
    assertEquals(403, till.post(till.ada(), "/top-ups", json -> json.number("minor", 1)).status());
    String max = till.tea().hire("max", Role.MEMBER, Permission.ANSWER_CHATS);
    assertEquals(403, till.get(max, "/balance", Map.of()).status());
    assertEquals(403, till.get(max, "/ledger", Map.of()).status());
    Till other = Till.open();
    assertEquals(
        404, till.post(other.rosa(), "/top-ups", json -> json.number("minor", 1)).status());
    assertEquals(404, till.get(other.ada(), "/ledger", Map.of()).status());
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals("/minor", pointer(till.topUp(0)));
    assertEquals("/minor", pointer(till.topUp(-5)));
    assertEquals("/minor", pointer(till.topUp(1_000_000_000_001L)));
    assertEquals(
        "/minor", pointer(till.post(till.rosa(), "/top-ups", json -> json.text("minor", "5"))));
    assertEquals("/minor", pointer(till.post(till.rosa(), "/top-ups", _ -> {})));
    assertEquals(
        "/currency",
        pointer(
            till.post(
                till.rosa(), "/top-ups", json -> json.number("minor", 5).text("currency", "EUR"))));
    assertEquals(
        "/memo",
        pointer(
            till.post(
                till.rosa(),
                "/top-ups",
                json -> json.number("minor", 5).text("memo", "x".repeat(201)))));
    assertEquals("/account", pointer(till.get(till.ada(), "/ledger", Map.of("account", "cash"))));
    assertEquals("/to", pointer(till.get(till.ada(), "/ledger", Map.of("from", "5", "to", "4"))));
    assertEquals(0, till.rows("ledger"));
  }

  @Test
  void pagesOfTheHistoryAgreeWithTheFileToTheUnit() {
    for (int i = 1; i <= 7; i++) {
      till.topUp(i * 11L);
      till.later();
    }
    Lobby.Reply first = till.get(till.ada(), "/ledger", Map.of("limit", "3"));
    Lobby.Reply second =
        till.get(till.ada(), "/ledger", Map.of("limit", "3", "cursor", first.text("next")));
    Lobby.Reply third =
        till.get(till.ada(), "/ledger", Map.of("limit", "3", "cursor", second.text("next")));
    assertTrue(third.body().get("next").isEmpty());
    List<Long> after = new ArrayList<>(numbers(first, "after"));
    after.addAll(numbers(second, "after"));
    after.addAll(numbers(third, "after"));
    assertEquals(List.of(308L, 231L, 165L, 110L, 66L, 33L, 11L), after);
    assertEquals(
        400,
        till.get(till.ada(), "/ledger", Map.of("account", "credits", "cursor", first.text("next")))
            .status(),
        "a cursor of another account");

    long middle = till.tea().lobby().clock.instant().toEpochMilli() - 4_000;
    Lobby.Reply since = till.get(till.ada(), "/ledger", Map.of("from", Long.toString(middle)));
    assertEquals(66, Till.number(since.body(), "opening"));
    assertEquals(308, Till.number(since.body(), "closing"));

    Lobby.Reply file = till.get(till.ada(), "/ledger/export", Map.of());
    String[] lines = file.response().getBody().split("\r\n", -1);
    assertEquals("at,kind,amount,balance,unit,memo,reference,by,chat,id,reverses", lines[0]);
    assertTrue(lines[1].contains(",top-up,0.77,3.08,USD,"), lines[1]);
    assertTrue(lines[7].contains(",top-up,0.11,0.11,USD,"), lines[7]);
    assertEquals(9, lines.length);
  }

  /// A memo is anybody's text; an amount below zero is a number.
  @Test
  void aFileRunsNothing() {
    till.topUp(1000);
    till.later();
    till.post(
        till.rosa(),
        "/withdrawals",
        json -> json.number("minor", 1).text("memo", "=HYPERLINK(1)").text("reference", "-1+1"));
    String[] lines =
        till.get(till.ada(), "/ledger/export", Map.of()).response().getBody().split("\r\n", -1);
    assertTrue(lines[1].contains(",withdrawal,-0.01,9.99,USD,'=HYPERLINK(1),'-1+1,"), lines[1]);
  }

  @Test
  void eachCurrencyHasItsDecimals() {
    assertTrue(file("JPY", 1250).contains(",1250,1250,JPY,"));
    assertTrue(file("KWD", 1250).contains(",1.250,1.250,KWD,"));
    assertTrue(file("EUR", 1250).contains(",12.50,12.50,EUR,"));
  }

  @Test
  void whatIsLeftStandsInTheWayOfDeletionAndIsNamed() {
    till.topUp(1250);
    till.post(
        till.rosa(), "/credit-grants", json -> json.number("credits", 3).text("memo", "A trial"));
    Lobby.Reply refused = delete();
    assertEquals("balance-not-zero", Office.problem(refused));
    List<JsonValue> standing = refused.body().array("standing").orElseThrow();
    assertEquals(
        List.of("wallet 1250 USD credit", "credits 3 interactions credit"),
        standing.stream().map(LedgerTest::standing).toList());
    withdraw("w", 1250);
    till.post(
        till.rosa(), "/credit-withdrawals", json -> json.number("credits", 3).text("memo", "Over"));
    assertEquals(204, delete().status());
    assertEquals("state", Office.problem(till.topUp(5)), "a deleted one takes no money");
    assertEquals(200, till.get(till.rosa(), "/ledger", Map.of()).status());
  }

  /// What may be another by then is no part of what is kept.
  @Test
  void theBalanceIsNotKeptForARepeat() {
    topUp("p", 5);
    assertFalse(till.tea().lobby().rows(till.harbor().lobby().tenant + "#idempotency").isEmpty());
    assertTrue(
        till.tea().lobby().rows(till.harbor().lobby().tenant + "#idempotency").stream()
            .noneMatch(row -> row.text("body").contains("balance")));
  }

  private Lobby.Reply delete() {
    var lobby = till.tea().lobby();
    long version = lobby.parts.organizations().account(till.customer()).orElseThrow().version();
    return till.tea()
        .ask(
            "DELETE",
            "",
            new OrganizationsHandler(
                lobby.gate,
                lobby.parts,
                new LedgerBalances(lobby.parts.client(), lobby.parts.table()),
                Assignments.NONE))
        .as(till.rosa())
        .header("if-match", "\"" + version + "\"")
        .send();
  }

  private static String standing(JsonValue one) {
    JsonValue.Obj row = (JsonValue.Obj) one;
    return String.join(
        " ",
        row.text("account").orElseThrow(),
        "" + row.whole("minor").orElseThrow(),
        row.text("unit").orElseThrow(),
        row.text("means").orElseThrow());
  }

  private static String file(String currency, long minor) {
    Till till = Till.open().in(currency);
    assertEquals(201, till.topUp(minor).status());
    return till.get(till.ada(), "/ledger/export", Map.of()).response().getBody();
  }

  private Lobby.Reply topUp(String key, long minor) {
    return till.post(till.rosa(), "/top-ups", key, json -> json.number("minor", minor));
  }

  private Lobby.Reply withdraw(String key, long minor) {
    return till.post(till.rosa(), "/withdrawals", key, json -> json.number("minor", minor));
  }

  private Lobby.Reply reverse(String posting, String memo) {
    return till.post(
        till.rosa(), "/reversals", json -> json.text("posting", posting).text("memo", memo));
  }

  private Lobby.Reply buy() {
    return till.post(
        till.ada(),
        "/credit-purchases",
        json -> json.text("pack", "pack-50").text("pay", "balance"));
  }

  /// A day has gone by, and the answers that were kept with it.
  private void forgetAnswers() {
    var tenant = till.harbor().lobby().tenant;
    var client = till.tea().lobby().parts.client();
    till.tea()
        .lobby()
        .rows(tenant + "#idempotency")
        .forEach(row ->
            client.deleteItem(delete ->
                delete
                    .tableName(till.tea().lobby().parts.table())
                    .key(Item.key(row.text("pk"), row.text("sk")).build())));
  }

  private static List<Long> numbers(Lobby.Reply page, String field) {
    return page.body().array("items").orElseThrow().stream()
        .map(item -> ((JsonValue.Obj) item).whole(field).orElseThrow())
        .toList();
  }

  private static String pointer(Lobby.Reply reply) {
    assertEquals(400, reply.status(), reply.response().getBody());
    Optional<List<JsonValue>> errors = reply.body().array("errors");
    return ((JsonValue.Obj) errors.orElseThrow().getFirst()).text("pointer").orElseThrow();
  }
}
