package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.identity.Link;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.notice.Warning;
import app.firstbell.notice.Warnings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// A mailed renewal link shows what is left and orders more, signed in or not.
class RenewalsTest {
  private final Till till = Till.open();
  private final String token = mailed();

  @Test
  void theLinkShowsWhatIsLeftAndWhatCanBeBought() {
    Lobby.Reply shown = look(token);
    assertEquals(200, shown.status(), shown.response().getBody());
    assertEquals(
        "Northwind Tea",
        shown.body().object("organization").orElseThrow().text("name").orElseThrow());
    assertEquals(0, Till.number(shown.body(), "credits", "available"));
    assertEquals(3, shown.body().array("packs").orElseThrow().size());
    assertEquals(200, look(token).status(), "it works as often as it is followed");
  }

  @Test
  void theLinkOrdersOnceAndNeverSpends() {
    till.topUp(100_000);
    Lobby.Reply ordered = order(token, "pack-50");
    assertEquals(201, ordered.status(), ordered.response().getBody());
    assertEquals("awaiting-payment", ordered.text("state"));
    assertEquals(ordered.response().getBody(), order(token, "pack-50").response().getBody());
    assertNotEquals(ordered.text("id"), order(token, "pack-200").text("id"));
    assertEquals(100_000, till.posted(LedgerAccount.WALLET));
    assertEquals(0, till.posted(LedgerAccount.CREDITS));
    assertEquals(2, till.rows("purchase"));
    assertEquals(3, till.rows("link"), "the warning's, and one for each order");
    assertEquals(
        2, till.tea().lobby().told().stream().filter("billing.pack-ordered"::equals).count());
  }

  @Test
  void aSecondClickAtTheSameMomentOrdersNothingMore() throws Exception {
    Callable<Lobby.Reply> click = () -> order(token, "pack-50");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(List.of(click, click, click, click))) {
        assertEquals(201, reply.get().status(), reply.get().response().getBody());
      }
    }
    assertEquals(1, till.rows("purchase"));
  }

  @Test
  void onceReceivedTheLinkOrdersAnew() {
    String first = order(token, "pack-50").text("id");
    till.tea()
        .ask("POST", "/credit-purchases/{purchase}/receipt", till.purchases())
        .path("purchase", first)
        .as(till.rosa())
        .header("idempotency-key", "r")
        .send(json -> json.text("method", "cash").text("reference", "Receipt 5"));
    assertEquals(50, till.posted(LedgerAccount.CREDITS));
    String second = order(token, "pack-50").text("id");
    assertNotEquals(first, second);
    till.tea()
        .ask("DELETE", "/credit-purchases/{purchase}", till.purchases())
        .path("purchase", second)
        .as(till.ada())
        .send();
    assertNotEquals(second, order(token, "pack-50").text("id"), "a cancelled one stays so");
  }

  @Test
  void unknownExpiredAndClosedAreAnsweredAlike() {
    String nobodys =
        look("l.renewal.nobody." + "a".repeat(26) + "." + "a".repeat(43)).response().getBody();
    String forged = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A");
    assertEquals(410, look(forged).status());
    assertEquals(nobodys, look(forged).response().getBody());
    assertEquals(nobodys, order(forged, "pack-50").response().getBody());
    till.tea().lobby().change(account -> account.suspended("Three invoices are overdue."));
    assertEquals(nobodys, look(token).response().getBody());
    till.tea().lobby().change(account -> account.active());
    till.tea().lobby().clock.advance(Duration.ofDays(30));
    assertEquals(nobodys, look(token).response().getBody());
    assertEquals(0, till.rows("purchase"));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals(400, order(token, "pack-51").status());
    assertEquals(400, ask("/renewals/purchases").send(json -> json.text("token", token)).status());
    assertEquals(400, ask("/renewals/lookups").send().status());
  }

  private Lobby.Reply look(String text) {
    return ask("/renewals/lookups").send(json -> json.text("token", text));
  }

  private Lobby.Reply order(String text, String pack) {
    return ask("/renewals/purchases").send(json -> json.text("token", text).text("pack", pack));
  }

  private Lobby.Ask ask(String path) {
    return till.tea().lobby().ask("POST " + path).at(till.renewals());
  }

  /// What the mail about few credits carries.
  private String mailed() {
    var parts = till.tea().lobby().parts;
    Warning warning = new Warning.CreditsLow(1, 2, 5);
    new Warnings(parts.client(), parts.table(), new Contention(Pause.jittered()))
        .give(till.customer(), warning, till.tea().lobby().clock.instant(), List.of());
    String id = till.tea().lobby().rows(till.customer() + "#link").getFirst().text("sk");
    Link link = parts.links().link(till.customer(), id).orElseThrow();
    return parts.links().text(link);
  }
}
