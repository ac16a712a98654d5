package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.organization.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Interaction credits are bought, the package is chosen, and its fee is paid.
class PurchasesTest {
  private final Till till = Till.open();

  @Test
  void anInvoicedPackIsThereOnceItsMoneyIs() {
    Lobby.Reply ordered = order("o-1", "invoice");
    assertEquals(201, ordered.status(), ordered.response().getBody());
    assertEquals("awaiting-payment", ordered.text("state"));
    assertTrue(ordered.text("instructions").startsWith("Pay 80.00 USD to Northwind Tea"));
    assertEquals(0, till.posted(LedgerAccount.CREDITS));
    assertEquals(1, till.tea().lobby().rows(till.customer() + "#link").size(), "it is mailed");

    Lobby.Reply received = receive("r-1", ordered.text("id"), "Wire 4712");
    assertEquals(201, received.status(), received.response().getBody());
    assertEquals("received", received.text("state"));
    assertEquals("wire", received.text("method"));
    assertTrue(received.body().get("instructions").isEmpty());
    assertEquals(50, till.posted(LedgerAccount.CREDITS));
    assertEquals(0, till.posted(LedgerAccount.WALLET), "in and out again");
    assertEquals(
        List.of("received"),
        Office.each(till.get(till.ada(), "/credit-purchases", Map.of()), "state"));
    assertEquals("50", new Row(till.act("billing.pack-received").map("details")).text("credits"));

    Lobby.Reply wallet = till.get(till.ada(), "/ledger", Map.of());
    assertEquals(2, wallet.body().array("items").orElseThrow().size());
  }

  @Test
  void anOrderIsReceivedOnceByWhomeverAndHoweverOften() {
    String id = order("o-1", "invoice").text("id");
    Lobby.Reply first = receive("r-1", id, "Wire 4712");
    assertEquals(first.response().getBody(), receive("r-1", id, "Wire 4712").response().getBody());
    assertEquals(
        "idempotency-key-reused", Office.problem(receive("r-1", id, "Wire 4713")), "another body");
    assertEquals("state", Office.problem(receive("r-2", id, "Wire 4713")));
    assertEquals("state", Office.problem(receive("r-3", id, "Wire 4712")), "another receipt");
    assertEquals("state", Office.problem(cancel(till.rosa(), id)));
    assertEquals(50, till.posted(LedgerAccount.CREDITS));
  }

  @Test
  void ofReceiptsAndACancellationAtOnceOneWins() throws Exception {
    assertEquals(1, contest(till));
    String state =
        Office.each(till.get(till.ada(), "/credit-purchases", Map.of()), "state").getFirst();
    assertEquals(state.equals("received") ? 50 : 0, till.posted(LedgerAccount.CREDITS));
  }

  /// The test above would notice: here nothing is refused by what is there already.
  @Test
  void withoutConditionsSeveralWin() throws Exception {
    Till planted = Till.open(Planted.withoutConditions(Town.engine()));
    long most = 0;
    for (int i = 0; i < 5 && most <= 1; i++) {
      most = contest(planted);
    }
    assertTrue(most > 1, most + " won");
  }

  /// Five receive an order and one cancels it, all at once.
  ///
  /// @return how many are told that they did
  private static long contest(Till at) throws Exception {
    String id = order(at, UUID.randomUUID().toString(), "invoice").text("id");
    Callable<Lobby.Reply> receipt =
        () -> receiveBy(at, at.rosa(), UUID.randomUUID().toString(), id, "Wire");
    Callable<Lobby.Reply> cancellation = () -> cancel(at, at.ada(), id);
    long won = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Lobby.Reply>> all =
          List.of(receipt, receipt, cancellation, receipt, receipt, receipt);
      for (var reply : threads.invokeAll(all)) {
        won += reply.get().status() < 300 ? 1 : 0;
      }
    }
    return won;
  }

  @Test
  void aPackIsPaidOutOfTheBalanceAtOnce() {
    assertEquals("balance-too-low", Office.problem(order("o-1", "balance")));
    assertEquals(0, till.rows("purchase"), "nothing is ordered that is not paid");
    till.topUp(10_000);
    Lobby.Reply bought = order("o-1", "balance");
    assertEquals(201, bought.status(), bought.response().getBody());
    assertEquals("received", bought.text("state"));
    assertEquals("balance", bought.text("method"));
    assertEquals(bought.response().getBody(), order("o-1", "balance").response().getBody());
    assertEquals("idempotency-key-reused", Office.problem(order("o-1", "invoice")));
    assertEquals(2_000, till.posted(LedgerAccount.WALLET));
    assertEquals(50, till.posted(LedgerAccount.CREDITS));
    assertEquals(0, till.tea().lobby().rows(till.customer() + "#link").size());
  }

  @Test
  void anOrderNeedsItsNameAndARightPack() {
    Lobby.Reply nameless =
        till.tea()
            .ask("POST", "/credit-purchases", till.purchases())
            .as(till.ada())
            .send(json -> json.text("pack", "pack-50").text("pay", "invoice"));
    assertEquals("idempotency-key-required", Office.problem(nameless));
    assertEquals(
        400,
        till.post(
                till.ada(),
                "/credit-purchases",
                json -> json.text("pack", "pack-51").text("pay", "invoice"))
            .status());
    assertEquals(
        400,
        till.post(
                till.ada(),
                "/credit-purchases",
                json -> json.text("pack", "pack-50").text("pay", "card"))
            .status());
  }

  @Test
  void aCancelledOrderIsNotReceived() {
    String id = order("o-1", "invoice").text("id");
    assertEquals(204, cancel(till.ada(), id).status());
    assertEquals(204, cancel(till.ada(), id).status(), "a repeat changes nothing");
    assertEquals("state", Office.problem(receive("r", id, "Wire")));
    assertEquals(404, receive("r", "a".repeat(26), "Wire").status());
    assertEquals(404, cancel(till.ada(), "nothing").status());
    Till other = Till.open();
    String others =
        other
            .post(
                other.ada(),
                "/credit-purchases",
                json -> json.text("pack", "pack-50").text("pay", "invoice"))
            .text("id");
    assertEquals(404, cancel(till.ada(), others).status());
    assertEquals(0, till.posted(LedgerAccount.CREDITS));
  }

  @Test
  void whoMayBuyAndWhoReceives() {
    String max = till.tea().hire("max", Role.MEMBER, Permission.ANSWER_CHATS);
    assertEquals(200, till.get(max, "/credit-packs", Map.of()).status());
    assertEquals(403, till.get(max, "/credit-purchases", Map.of()).status());
    assertEquals(
        403,
        till.post(
                max,
                "/credit-purchases",
                json -> json.text("pack", "pack-50").text("pay", "invoice"))
            .status());
    String id = order("o-1", "invoice").text("id");
    assertEquals(403, receiveBy(till, till.ada(), "r", id, "I paid, honestly").status());
  }

  @Test
  void packsArePricedInTheCurrencyOrNotSold() {
    Lobby.Reply packs = till.get(till.ada(), "/credit-packs", Map.of());
    assertEquals(List.of("pack-50", "pack-200", "pack-500"), Office.each(packs, "id"));
    Till nok = Till.open().in("NOK");
    assertEquals("no-price", Office.problem(nok.get(nok.ada(), "/credit-packs", Map.of())));
    assertEquals(
        "no-price",
        Office.problem(
            nok.post(
                nok.ada(),
                "/credit-purchases",
                json -> json.text("pack", "pack-50").text("pay", "invoice"))));
    assertEquals("no-price", Office.problem(fee(nok, 1)));
  }

  @Test
  void thereAreNotMoreOpenOrdersThanAnybodyNeeds() {
    for (int i = 0; i < 20; i++) {
      assertEquals(201, order("o-" + i, "invoice").status());
    }
    assertEquals("state", Office.problem(order("o-20", "invoice")));
    till.topUp(8_000);
    assertEquals(201, order("o-21", "balance").status(), "what is paid at once is not open");
    assertEquals(
        21,
        till.get(till.ada(), "/credit-purchases", Map.of("limit", "100"))
            .body()
            .array("items")
            .orElseThrow()
            .size());
  }

  @Test
  void thePackageSaysWhoseOperatorsAnswer() {
    Lobby.Reply set = till.put(till.rosa(), "/package", json -> json.text("package", "operations"));
    assertEquals(200, set.status(), set.response().getBody());
    assertEquals("operations", set.text("package"));
    assertEquals("platform", set.text("operators"));
    Lobby.Reply own =
        till.put(
            till.rosa(),
            "/package",
            json -> json.text("package", "operations").text("operators", "reseller"));
    assertEquals(till.harbor().lobby().tenant.value(), own.text("operators"));
    assertEquals(
        403, till.put(till.ada(), "/package", json -> json.text("package", "platform")).status());
    till.put(till.rosa(), "/package", json -> json.text("package", "platform"));
    assertEquals(
        Service.OWN_AGENTS,
        till.tea().lobby().parts.organizations().account(till.customer()).orElseThrow().service());
    assertEquals(
        400, till.put(till.rosa(), "/package", json -> json.text("package", "gold")).status());
  }

  /// Two pay at once: neither month is lost, and none is paid twice.
  @Test
  void theFeeIsPaidMonthByMonthFromItsFirstDay() throws Exception {
    assertEquals("frozen", credits().text("state").orElseThrow());
    Lobby.Reply first = fee(till, 1);
    assertEquals(201, first.status(), first.response().getBody());
    assertEquals(
        Instant.parse("2026-12-22T00:00:00Z").toEpochMilli(),
        Till.number(first.body(), "usableUntil"));
    assertEquals("gone", credits().text("state").orElseThrow());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Lobby.Reply> pay = () -> fee(till, 1);
      for (var reply : threads.invokeAll(List.of(pay, pay, pay))) {
        assertEquals(201, reply.get().status(), reply.get().response().getBody());
      }
    }
    assertEquals(
        Instant.parse("2027-03-22T00:00:00Z").toEpochMilli(),
        Till.number(credits(), "usableUntil"));
    assertEquals(0, till.posted(LedgerAccount.WALLET));
    assertEquals(400, fee(till, 13).status());
    assertEquals(400, fee(till, 0).status());
  }

  @Test
  void aRepeatedFeeIsOneMonth() {
    Lobby.Reply first =
        till.post(till.rosa(), "/fee-payments", "f-1", json -> json.number("months", 2));
    till.tea().lobby().clock.advance(Duration.ofMinutes(1));
    Lobby.Reply second =
        till.post(till.rosa(), "/fee-payments", "f-1", json -> json.number("months", 2));
    assertEquals(first.response().getBody(), second.response().getBody());
    assertEquals(1, till.rows("ledger"));
  }

  /// Twelve months were typed for one.
  @Test
  void aFeeThatWasWrongIsReversedWithItsMonths() {
    fee(till, 1);
    Lobby.Reply wrong = fee(till, 12);
    assertEquals(day("2027-12-22"), Till.number(credits(), "usableUntil"));
    Lobby.Reply reversed = reverse(wrong);
    assertEquals(201, reversed.status(), reversed.response().getBody());
    assertEquals(day("2026-12-22"), Till.number(credits(), "usableUntil"));
    assertEquals(0, till.posted(LedgerAccount.WALLET));
    assertEquals("state", Office.problem(reverse(wrong)), "once");
    assertEquals(day("2027-01-22"), Till.number(fee(till, 1).body(), "usableUntil"));
  }

  /// The months of a later fee count from those of an earlier one.
  @Test
  void aLaterFeeIsReversedFirst() {
    Lobby.Reply first = fee(till, 1);
    till.later();
    Lobby.Reply second = fee(till, 1);
    Lobby.Reply refused = reverse(first);
    assertEquals("state", Office.problem(refused));
    assertTrue(refused.text("detail").contains(second.text("id")), refused.text("detail"));
    assertEquals(day("2027-01-22"), Till.number(credits(), "usableUntil"));
    assertEquals(201, reverse(second).status());
    assertEquals(201, reverse(first).status());
    assertTrue(credits().get("usableUntil").isEmpty(), "as if none had ever been paid");
    assertEquals("frozen", credits().text("state").orElseThrow());
    assertEquals(201, fee(till, 1).status());
  }

  /// Somebody pays while the fee is taken back: one of the two sees the other's.
  @Test
  void ofAReversalAndAPaymentAtOnceNoMonthIsLost() throws Exception {
    Lobby.Reply first = fee(till, 1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Lobby.Reply>> both = List.of(() -> reverse(first), () -> fee(till, 1));
      long done = 0;
      for (var reply : threads.invokeAll(both)) {
        done += reply.get().status() == 201 ? 1 : 0;
      }
      assertEquals(
          done == 2 ? day("2026-12-22") : day("2027-01-22"), Till.number(credits(), "usableUntil"));
    }
  }

  /// The payment was another customer's.
  @Test
  void aReceiptInErrorIsReversedWithItsOrder() {
    String id = order("o-1", "invoice").text("id");
    receive("r-1", id, "Wire 4712");
    String pack =
        Office.each(till.get(till.ada(), "/ledger", Map.of("account", "credits")), "id").getFirst();
    assertEquals(201, reverse(pack).status());
    assertEquals(0, till.posted(LedgerAccount.CREDITS));
    Lobby.Reply orders = till.get(till.ada(), "/credit-purchases", Map.of());
    assertEquals(List.of("reversed"), Office.each(orders, "state"));
    Lobby.Reply again = receive("r-2", id, "Wire 4713");
    assertEquals("state", Office.problem(again));
    assertTrue(again.text("detail").endsWith(": order anew."), again.text("detail"));
    assertEquals("state", Office.problem(cancel(till.rosa(), id)));
    assertEquals(201, receive("r-3", order("o-2", "invoice").text("id"), "Wire 4713").status());
    assertEquals(50, till.posted(LedgerAccount.CREDITS));
  }

  private static long day(String day) {
    return Instant.parse(day + "T00:00:00Z").toEpochMilli();
  }

  private Lobby.Reply reverse(Lobby.Reply posted) {
    return reverse(posted.text("id"));
  }

  private Lobby.Reply reverse(String posting) {
    return till.post(
        till.rosa(),
        "/reversals",
        json -> json.text("posting", posting).text("memo", "Typed wrongly"));
  }

  @Test
  void theThresholdDecidesWhatIsLow() {
    fee(till, 1);
    till.topUp(8_000);
    order("o-1", "balance");
    assertEquals("ok", credits().text("state").orElseThrow());
    Lobby.Reply set =
        till.put(till.ada(), "/credit-threshold", json -> json.number("threshold", 51));
    assertEquals(51, Till.number(set.body(), "credits", "threshold"));
    assertEquals("low", credits().text("state").orElseThrow());
    assertEquals(
        400,
        till.put(till.ada(), "/credit-threshold", json -> json.number("threshold", -1)).status());
    assertEquals("51", new Row(till.act("billing.threshold-set").map("details")).text("threshold"));
  }

  private JsonValue.Obj credits() {
    return till.tea()
        .ask("GET", "/balance", till.ledger())
        .as(till.ada())
        .send()
        .body()
        .object("credits")
        .orElseThrow();
  }

  private Lobby.Reply order(String key, String pay) {
    return order(till, key, pay);
  }

  private static Lobby.Reply order(Till at, String key, String pay) {
    return at.post(
        at.ada(), "/credit-purchases", key, json -> json.text("pack", "pack-50").text("pay", pay));
  }

  private Lobby.Reply receive(String key, String id, String reference) {
    return receiveBy(till, till.rosa(), key, id, reference);
  }

  private static Lobby.Reply receiveBy(
      Till at, String token, String key, String id, String reference) {
    return at.tea()
        .ask("POST", "/credit-purchases/{purchase}/receipt", at.purchases())
        .path("purchase", id)
        .as(token)
        .header("idempotency-key", key)
        .send(json -> json.text("method", "wire").text("reference", reference));
  }

  private Lobby.Reply cancel(String token, String id) {
    return cancel(till, token, id);
  }

  private static Lobby.Reply cancel(Till at, String token, String id) {
    return at.tea()
        .ask("DELETE", "/credit-purchases/{purchase}", at.purchases())
        .path("purchase", id)
        .as(token)
        .send();
  }

  private static Lobby.Reply fee(Till at, long months) {
    return at.post(at.rosa(), "/fee-payments", json -> json.number("months", months));
  }
}
