package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a reseller posts for its customers, and what their own administrators read of it.
@OnInstallation
class ResellersMoneyTest {
  private final Installation installation;

  ResellersMoneyTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void aPrepaidWalletIsToppedUpAndWithdrawnAndNeverOverdrawn() {
    Purse purse = purse("prepaid");
    purse.topUp(10_000).orFail(201);
    Answer withdrawn = purse.withdraw(2_500).orFail(201);
    assertEquals(7_500, purse.wallet(), withdrawn.text());
    refused(409, purse.withdraw(7_501));
    refused(409, purse.payDebt(1));
    refused(409, purse.limit(5_000));
    refused(400, purse.topUp(0));
    refused(400, purse.topUp(-1));
    assertEquals(7_500, purse.wallet());

    JsonNode page = purse.page("wallet", "");
    assertEquals(0, page.path("opening").asLong());
    assertEquals(7_500, page.path("closing").asLong());
    List<JsonNode> history = purse.history("wallet");
    assertEquals(List.of("withdrawal", "top-up"), each(history, "kind"));
    assertEquals(List.of("7500", "10000"), each(history, "after"));
    assertEquals(List.of("-2500", "10000"), each(history, "minor"));

    Answer csv = purse.get("ledger/export?account=wallet").orFail(200);
    assertTrue(csv.header("Content-Type").startsWith("text/csv"), csv.header("Content-Type"));
    assertTrue(csv.text().contains("75.00"), csv.text());
    assertTrue(csv.text().contains("-25.00"), csv.text());

    JsonNode reversed =
        purse
            .post(
                "reversals",
                Api.object()
                    .put("posting", history.getFirst().path("id").asText())
                    .put("memo", "the wire came back"))
            .orFail(201)
            .json();
    assertEquals("reversal", reversed.path("kind").asText(), reversed.toString());
    assertEquals(10_000, purse.wallet());
    assertEquals(3, purse.history("wallet").size(), "nothing was edited");
  }

  @Test
  void aPostpaidWalletGoesToItsLimitAndTheDebtIsCleared() {
    Operations house = customer("postpaid");
    Purse purse = house.purse();
    Purse owners = house.owners();
    JsonNode pack = purse.smallestPack();
    long price = pack.path("minor").asLong();
    refused(409, owners.buy(pack.path("id").asText(), "balance"));
    purse.limit(price + 1).orFail(200);
    assertEquals("received", buy(owners, pack).path("state").asText());
    assertEquals(-price, purse.wallet());
    assertEquals(pack.path("credits").asLong(), purse.credits().posted());
    refused(409, owners.buy(pack.path("id").asText(), "balance"));
    refused(409, purse.limit(price - 1));
    refused(409, purse.topUp(1));
    refused(409, purse.payDebt(price + 1));
    purse.payDebt(price).orFail(201);
    assertEquals(0, purse.wallet());
    purse.limit(0).orFail(200);
  }

  @Test
  void aPackIsOrderedAndTheResellerPostsItsReceiptOnce() {
    Operations house = customer("prepaid");
    Purse purse = house.purse();
    JsonNode pack = purse.smallestPack();
    long credits = pack.path("credits").asLong();
    Answer ordered = house.owners().buy(pack.path("id").asText(), "invoice").orFail(201);
    String order = ordered.json().path("id").asText();
    assertEquals("awaiting-payment", ordered.json().path("state").asText());
    assertEquals(0, purse.credits().posted());
    purse.receive(order).orFail(201);
    assertEquals(credits, purse.credits().posted());
    assertEquals(0, purse.wallet(), "paid and spent in one posting");
    Answer again = purse.receive(order);
    assertTrue(again.status() == 201 || again.status() == 409, again.text());
    assertEquals(credits, purse.credits().posted(), "a second receipt gives nothing more");
    assertEquals(2, purse.history("wallet").size(), "the price came and went");
    refused(
        409,
        purse
            .by()
            .delete(
                "/organizations/{organization}/credit-purchases/{purchase}",
                purse.organization(),
                order));
  }

  @Test
  void creditsAreGivenAndTakenByHandAndNeverBelowNone() {
    Purse purse = purse("prepaid");
    purse.grant(3).orFail(201);
    refused(409, purse.takeBack(4));
    purse.takeBack(3).orFail(201);
    assertEquals(0, purse.credits().posted());
    assertEquals(
        List.of("credit-withdrawn", "credit-granted"), each(purse.history("credits"), "kind"));
  }

  @Test
  void theSameKeyIsOnePostingAndAnotherBodyIsRefused() {
    Purse purse = purse("prepaid");
    var body = Api.object().put("minor", 1_000).put("reference", "wire 1");
    refused(
        400, purse.by().post("/organizations/{organization}/top-ups", body, purse.organization()));
    Answer first = purse.post("top-ups", body, "key-1").orFail(201);
    Answer again = purse.post("top-ups", body, "key-1").orFail(201);
    assertEquals(first.text(), again.text());
    assertEquals("true", again.header("Idempotency-Replayed"));
    Answer other = purse.post("top-ups", body.deepCopy().put("minor", 2_000), "key-1");
    assertEquals(409, other.status(), other.text());
    assertEquals("idempotency-key-reused", other.problem());
    assertEquals(1_000, purse.wallet());
  }

  private Purse purse(String pricing) {
    return customer(pricing).purse();
  }

  private Operations customer(String pricing) {
    Company reseller = Operations.reseller(installation);
    Company customer =
        Operations.customer(reseller, Operations.draft("Tea " + pricing).put("pricing", pricing));
    return new Operations(
        reseller, customer, new Purse(reseller.owner().api(), customer.id()), List.of());
  }

  private static JsonNode buy(Purse purse, JsonNode pack) {
    return purse.buy(pack.path("id").asText(), "balance").orFail(201).json();
  }

  private static void refused(int status, Answer answer) {
    assertEquals(status, answer.status(), answer.text());
  }

  private static List<String> each(List<JsonNode> entries, String field) {
    return entries.stream().map(entry -> entry.path(field).asText()).toList();
  }
}
