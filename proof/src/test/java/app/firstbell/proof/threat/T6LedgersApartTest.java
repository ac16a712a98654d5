package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Tables;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T6 for money and for operators: another's ledger is answered as none at all, nobody's operators
/// reach the chats of another's customers, and no row of one organization names another.
@Tag("threat")
@OnInstallation
class T6LedgersApartTest {
  private static final String NOBODY = "nobodys-" + "a".repeat(18);
  private static final String NO_CHAT = "a".repeat(26);
  private final Installation installation;

  T6LedgersApartTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void anothersLedgerIsAnsweredAsNoneAtAll() {
    Operations ours = Operations.open(installation, 0, 3);
    Operations theirs = Operations.open(installation, 0, 3);
    theirs.purse().topUp(5_000).orFail(201);
    String posting = theirs.purse().history("wallet").getFirst().path("id").asText();
    for (Api stranger : List.of(ours.owner(), ours.reseller().owner().api())) {
      for (Request request : requests(posting)) {
        Answer foreign = stranger.send(at(request, theirs.customer().id()));
        Answer absent = stranger.send(at(request, NOBODY));
        assertEquals(404, absent.status(), request.route() + ": " + absent.text());
        assertEquals(absent.status(), foreign.status(), request.route());
        assertEquals(absent.text(), foreign.text(), request.route());
      }
    }
    assertEquals(5_000, theirs.purse().wallet());
    assertEquals(3, theirs.purse().credits().posted());
  }

  /// A customer's own administrator reads, and gives nothing to themselves.
  @Test
  void nobodyPostsForThemselves() {
    Operations house = Operations.open(installation, 0, 3);
    Purse own = house.owners();
    for (Answer answer :
        List.of(
            own.topUp(100),
            own.withdraw(100),
            own.grant(100),
            own.takeBack(1),
            own.payFee(1),
            own.limit(1),
            own.operations("platform"),
            own.receive("a".repeat(26)))) {
      assertEquals(403, answer.status(), answer.text());
    }
    assertEquals(3, own.credits().posted());
    assertEquals(0, own.wallet());
  }

  @Test
  void operatorsReachNoChatsOfOthersCustomers() throws Exception {
    Operations ours = Operations.open(installation, 1, 3);
    Operations theirs = Operations.open(installation, 1, 3);
    String tenant = theirs.customer().id();
    try (OperatorClient stranger = ours.operator(1);
        OperatorClient operator = theirs.operator(1);
        AgentClient agent = ours.agent();
        VisitorClient visitor = theirs.visitor()) {
      String chat = visitor.start("Hello?").path("chat").path("id").asText();
      operator.awaitRing(chat);
      assertFalse(stranger.isRungFor(chat));
      for (ObjectNode frame : frames()) {
        apart(stranger.agent().line(), frame, tenant, chat);
        apart(agent.line(), frame, tenant, chat);
      }
      JsonNode accepted = operator.accept(tenant, chat);
      assertEquals("accepted", accepted.path("type").asText(), accepted.toString());
      for (ObjectNode frame : frames()) {
        apart(stranger.agent().line(), frame, tenant, chat);
        apart(agent.line(), frame, tenant, chat);
      }
      JsonNode log = operator.sync(tenant, chat);
      assertEquals("active", log.path("chat").path("state").asText(), "nothing came of it");
      assertEquals(3, log.path("last").asLong(), log.toString());
    }
  }

  /// An operator sees the chats that ring for them, and no others of the customer.
  @Test
  void anOperatorSeesNoChatThatOwnAgentsHave() throws Exception {
    Operations house = Operations.open(installation, 1, 1);
    String tenant = house.customer().id();
    try (AgentClient own = house.agent();
        VisitorClient visitor = house.visitor();
        OperatorClient operator = house.operator(1)) {
      house.purse().takeBack(1).orFail(201);
      String chat = visitor.start("Only for you").path("chat").path("id").asText();
      own.awaitRing(chat);
      for (ObjectNode frame : frames()) {
        apart(operator.agent().line(), frame, tenant, chat);
      }
      assertEquals("accepted", own.accept(chat).path("type").asText());
      for (ObjectNode frame : frames()) {
        apart(operator.agent().line(), frame, tenant, chat);
      }
    }
  }

  /// Invariant 17.
  @Test
  void noRowOfOneNamesAnother() throws Exception {
    Operations ours = Operations.open(installation, 1, 3);
    Operations theirs = Operations.open(installation, 1, 3);
    try (OperatorClient operator = ours.operator(1);
        OperatorClient other = theirs.operator(1);
        Tables tables = Tables.of(installation)) {
      ours.answered(operator);
      theirs.answered(other);
      ours.purse().topUp(100).orFail(201);
      theirs.purse().topUp(100).orFail(201);
      ours.owners().awaitCredits(credits -> credits.posted() == 2);
      theirs.owners().awaitCredits(credits -> credits.posted() == 2);
      for (String family : List.of("#ledger", "#entries", "#balance", "#hold", "#use")) {
        String rows = tables.items("Accounts", ours.customer().id() + family).toString();
        assertTrue(rows.length() > 2, "the control: there are rows of " + family);
        assertFalse(rows.contains(theirs.customer().id()), family);
        assertFalse(rows.contains(theirs.reseller().id()), family);
      }
    }
  }

  private static void apart(Line line, ObjectNode frame, String tenant, String chat) {
    JsonNode foreign =
        line.call(
            frame.deepCopy().put("cid", "same").put("organization", tenant).put("chat", chat));
    JsonNode absent =
        line.call(
            frame.deepCopy().put("cid", "same").put("organization", tenant).put("chat", NO_CHAT));
    JsonNode nowhere =
        line.call(
            frame.deepCopy().put("cid", "same").put("organization", NOBODY).put("chat", chat));
    assertEquals("not-found", absent.path("code").asText(), absent.toString());
    assertEquals(absent.toString(), foreign.toString());
    assertEquals(absent.toString(), nowhere.toString());
  }

  private static List<ObjectNode> frames() {
    return List.of(
        Line.frame("accept"),
        Line.frame("decline"),
        Line.frame("sync").put("after", 0),
        Line.frame("end"),
        Line.frame("message").put("after", 0).put("text", "let me in"));
  }

  /// Every route of an organization's money.
  private static List<Request> requests(String posting) {
    return List.of(
        get("balance"),
        get("ledger").query("account=wallet"),
        get("ledger/export").query("account=wallet"),
        get("credit-packs"),
        get("credit-purchases"),
        get("entitlements"),
        get("use").query("by=day"),
        get("use/export").query("by=day"),
        post("top-ups", Api.object().put("minor", 100)),
        post("withdrawals", Api.object().put("minor", 100)),
        post("debt-payments", Api.object().put("minor", 100)),
        post("credit-grants", Api.object().put("credits", 1).put("memo", "mine")),
        post("credit-withdrawals", Api.object().put("credits", 1).put("memo", "mine")),
        post("reversals", Api.object().put("posting", posting).put("memo", "mine")),
        post("fee-payments", Api.object().put("months", 1)),
        post("credit-purchases", Api.object().put("pack", "credits-50").put("pay", "invoice")),
        put("credit-limit", Api.object().put("minor", 1)),
        put("package", Api.object().put("package", "platform")),
        put("credit-threshold", Api.object().put("threshold", 1)));
  }

  private static Request get(String what) {
    return Request.of("GET /organizations/{organization}/" + what, "ORGANIZATION");
  }

  private static Request post(String what, ObjectNode body) {
    return Request.of("POST /organizations/{organization}/" + what, "ORGANIZATION")
        .json(body)
        .idempotencyKey(UUID.randomUUID().toString());
  }

  private static Request put(String what, ObjectNode body) {
    return Request.of("PUT /organizations/{organization}/" + what, "ORGANIZATION").json(body);
  }

  private static Request at(Request request, String organization) {
    return new Request(
        request.route(),
        request.method(),
        request.path().replace("ORGANIZATION", organization),
        request.headers(),
        request.body());
  }
}
