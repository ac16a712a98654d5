package app.firstbell.proof.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Money, credits and use over real HTTP, each operation with an answer and with a problem. What
/// comes and goes is held against the document by every door of the installation.
@OnInstallation
class MoneyApiTest {
  private static final String ORGANIZATION = "/organizations/{organization}";
  private static final String PURCHASES = ORGANIZATION + "/credit-purchases";

  private final Installation installation;
  private final Person rosa;
  private final Company tea;

  MoneyApiTest(Installation installation) {
    this.installation = installation;
    Person olga = Person.olga(installation);
    this.rosa = Company.create(olga, "Bay " + mark(), "reseller").owner();
    this.tea = Company.create(rosa, "Tea " + mark(), "customer");
  }

  @Test
  void moneyComesGoesIsReversedAndTold() {
    JsonNode in = pay("/top-ups", money(1250).put("reference", "Wire 4711")).orFail(201).json();
    assertEquals(1250, in.at("/balance/posted").asLong());
    pay("/withdrawals", money(250).put("memo", "Too much")).orFail(201);
    assertEquals("balance-too-low", pay("/withdrawals", money(1001)).problem());
    ObjectNode wrong = Api.object().put("posting", in.path("id").asText());
    assertEquals("balance-too-low", pay("/reversals", wrong.put("memo", "Not ours")).problem());
    assertEquals("state", pay("/debt-payments", money(1)).problem());
    assertEquals(
        "state", rosa.api().put(ORGANIZATION + "/credit-limit", money(5000), tea.id()).problem());

    JsonNode history = mine("/ledger").orFail(200).json();
    assertEquals(1000, history.path("closing").asLong());
    assertEquals(1000, history.at("/items/0/after").asLong());
    JsonNode page =
        tea.owner()
            .api()
            .send(Request.of("GET " + ORGANIZATION + "/ledger", tea.id()).query("limit=1"))
            .orFail(200)
            .json();
    Answer next =
        tea.owner()
            .api()
            .send(
                Request.of("GET " + ORGANIZATION + "/ledger", tea.id())
                    .query("limit=1&cursor=" + page.path("next").asText()));
    assertEquals(1250, next.orFail(200).json().at("/items/0/minor").asLong());
    String file = mine("/ledger/export").orFail(200).text();
    assertTrue(file.contains(",withdrawal,-2.50,10.00,EUR,Too much,"), file);
    assertEquals("credit", mine("/balance").orFail(200).json().path("means").asText());
  }

  @Test
  void aPaymentIsMadeOnceUnderItsName() {
    Request nameless = Request.of("POST " + ORGANIZATION + "/top-ups", tea.id()).json(money(1250));
    assertEquals("idempotency-key-required", rosa.api().send(nameless).problem());
    Request named = nameless.idempotencyKey(UUID.randomUUID().toString());
    Answer first = rosa.api().send(named).orFail(201);
    Answer second = rosa.api().send(named).orFail(201);
    assertEquals(first.text(), second.text());
    assertEquals("true", second.header("Idempotency-Replayed"));
    assertEquals("idempotency-key-reused", rosa.api().send(named.json(money(1251))).problem());
    assertEquals(1250, mine("/balance").orFail(200).json().path("minor").asLong());
  }

  @Test
  void aPostpaidCustomerOwesAndPays() {
    ObjectNode draft = Company.draft("Postpaid " + mark()).put("pricing", "postpaid");
    String email = Company.address("owner");
    draft.putObject("owner").put("name", "Pia").put("email", email);
    String id = rosa.api().post("/organizations", draft).orFail(201).json().path("id").asText();
    Person pia = Person.accept(installation, email);
    Api api = rosa.api();
    assertEquals(
        10_000,
        api.put(ORGANIZATION + "/credit-limit", money(10_000), id)
            .orFail(200)
            .json()
            .at("/wallet/limit")
            .asLong());
    send(pia, PURCHASES, Api.object().put("pack", "pack-50").put("pay", "balance"), id).orFail(201);
    assertEquals("state", api.put(ORGANIZATION + "/credit-limit", money(7_499), id).problem());
    assertEquals("state", send(rosa, ORGANIZATION + "/debt-payments", money(7_501), id).problem());
    send(rosa, ORGANIZATION + "/debt-payments", money(7_500), id).orFail(201);
    Answer kept = api.deleteRead(ORGANIZATION, id);
    assertEquals("balance-not-zero", kept.problem(), kept.text());
    assertEquals("credits", kept.json().at("/standing/0/account").asText());
    send(rosa, ORGANIZATION + "/credit-withdrawals", credits(50), id).orFail(201);
    assertEquals(204, api.deleteRead(ORGANIZATION, id).status());
  }

  @Test
  void aPackIsOrderedMailedAndReceived() {
    assertEquals(3, mine("/credit-packs").orFail(200).json().path("items").size());
    JsonNode order = order("invoice").orFail(201).json();
    String token = tea.owner().mailbox().link(Mailbox.Link.RENEWAL).token();
    Api anybody = Api.nobody(installation.door());
    ObjectNode link = Api.object().put("token", token);
    JsonNode shown = anybody.post("/renewals/lookups", link).orFail(200).json();
    assertEquals("frozen", shown.at("/credits/state").asText());
    JsonNode renewed =
        anybody.post("/renewals/purchases", link.put("pack", "pack-200")).orFail(201).json();
    assertEquals("awaiting-payment", renewed.path("state").asText());
    ObjectNode forged = Api.object().put("token", token.replaceFirst(".$", "_"));
    assertEquals("link-used", anybody.post("/renewals/lookups", forged).problem());

    JsonNode received = receive(order.path("id").asText()).orFail(201).json();
    assertEquals("received", received.path("state").asText());
    assertEquals("state", receive(order.path("id").asText()).problem());
    String other = renewed.path("id").asText();
    assertEquals(
        204, tea.owner().api().delete(PURCHASES + "/{purchase}", tea.id(), other).status());
    assertEquals("state", receive(other).problem());
    assertEquals("not-found", receive("a".repeat(26)).problem());
    assertEquals(2, mine("/credit-purchases").orFail(200).json().path("items").size());
    assertEquals("balance-too-low", order("balance").problem());
    JsonNode history =
        tea.owner()
            .api()
            .send(Request.of("GET " + ORGANIZATION + "/ledger", tea.id()).query("account=credits"))
            .orFail(200)
            .json();
    assertEquals(50, history.path("closing").asLong());
  }

  @Test
  void thePackageTheFeeAndTheThresholdDecideWhatIsEntitled() {
    Api api = rosa.api();
    ObjectNode operations = Api.object().put("package", "operations").put("operators", "reseller");
    JsonNode set = api.put(ORGANIZATION + "/package", operations, tea.id()).orFail(200).json();
    assertEquals(rosa.organization(), set.path("operators").asText());
    assertEquals("frozen", mine("/entitlements").orFail(200).json().at("/credits/state").asText());
    JsonNode paid = pay("/fee-payments", Api.object().put("months", 1)).orFail(201).json();
    assertTrue(paid.path("usableUntil").asLong() > paid.path("at").asLong());
    pay("/credit-grants", credits(3)).orFail(201);
    ObjectNode threshold = Api.object().put("threshold", 5);
    tea.owner().api().put(ORGANIZATION + "/credit-threshold", threshold, tea.id()).orFail(200);
    assertEquals("low", mine("/entitlements").orFail(200).json().at("/credits/state").asText());
    assertEquals("invalid", pay("/fee-payments", Api.object().put("months", 13)).problem());
  }

  @Test
  void useIsShownAndExported() {
    assertEquals("day", mine("/use").orFail(200).json().path("by").asText());
    Request rooms = Request.of("GET " + ORGANIZATION + "/use", tea.id());
    Api api = tea.owner().api();
    api.send(rooms.query("by=room&from=2026-11-01&to=2026-11-30")).orFail(200);
    assertEquals("invalid", api.send(rooms.query("by=moon")).problem());
    String file = mine("/use/export").orFail(200).text();
    assertTrue(file.startsWith("day,name,chats,"), file);
  }

  private Answer mine(String rest) {
    return tea.owner().api().get(ORGANIZATION + rest, tea.id());
  }

  private Answer pay(String rest, ObjectNode body) {
    return send(rosa, ORGANIZATION + rest, body, tea.id());
  }

  private Answer order(String pay) {
    ObjectNode body = Api.object().put("pack", "pack-50").put("pay", pay);
    return send(tea.owner(), PURCHASES, body, tea.id());
  }

  private Answer receive(String purchase) {
    ObjectNode body = Api.object().put("method", "wire").put("reference", "Wire 4712");
    return send(rosa, PURCHASES + "/{purchase}/receipt", body, tea.id(), purchase);
  }

  private static Answer send(Person by, String route, ObjectNode body, Object... values) {
    return by.api()
        .send(
            Request.of("POST " + route, values)
                .json(body)
                .idempotencyKey(UUID.randomUUID().toString()));
  }

  private static ObjectNode money(long minor) {
    return Api.object().put("minor", minor);
  }

  private static ObjectNode credits(long count) {
    return Api.object().put("credits", count).put("memo", "By hand");
  }

  private static String mark() {
    return UUID.randomUUID().toString().substring(0, 6);
  }
}
