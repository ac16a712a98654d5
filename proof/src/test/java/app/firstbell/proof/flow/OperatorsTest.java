package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Purse.Credits;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Tables;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Operators answer for an organization on the package Operations: each chat that they answer costs
/// one credit, once, and without a credit they do not ring.
@OnInstallation
class OperatorsTest {
  private final Installation installation;

  OperatorsTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void anOperatorIsRungAnswersAndItCostsOneCredit() throws Exception {
    Operations house = Operations.open(installation, 1, 5);
    String tenant = house.customer().id();
    try (OperatorClient operator = house.operator(1);
        VisitorClient visitor = house.visitor()) {
      assertEquals(Credits.free(5, "ok"), house.owners().credits());
      assertTrue(isAvailable(house), "an operator would ring");
      String chat = visitor.start("Do you ship to Norway?").path("chat").path("id").asText();
      JsonNode ring = operator.awaitRing(chat);
      assertEquals(tenant, ring.path("organization").path("id").asText(), ring.toString());
      assertEquals(house.customer().name(), ring.path("organization").path("name").asText());

      JsonNode accepted = operator.accept(tenant, chat);
      assertEquals("accepted", accepted.path("type").asText(), accepted.toString());
      assertEquals(new Credits(5, 1, 4, "ok"), house.owners().credits(), "reserved at once");
      JsonNode seen =
          visitor.line().await("entry", StoryTest.entry(chat, "accepted")).path("entry");
      assertTrue(seen.path("operator").asBoolean(), seen.toString());
      assertEquals(operator.agent().name(), seen.path("agent").path("name").asText());

      JsonNode ack =
          operator.say(tenant, chat, accepted.path("chat").path("last").asLong(), "In four days.");
      JsonNode heard =
          visitor.line().await("entry", StoryTest.entry(chat, "message")).path("entry");
      assertEquals("In four days.", heard.path("text").asText());
      visitor.say(chat, ack.path("seq").asLong(), "Lovely.");
      JsonNode answer =
          operator.agent().line().await("entry", StoryTest.entry(chat, "message")).path("entry");
      assertEquals("Lovely.", answer.path("text").asText());
      operator.end(tenant, chat);

      house.owners().awaitCredits(Credits.free(4, "ok")::equals);
      JsonNode newest = house.owners().history("credits").getFirst();
      assertEquals("chat", newest.path("kind").asText(), newest.toString());
      assertEquals(-1, newest.path("minor").asLong());
      assertEquals(4, newest.path("after").asLong());
      assertEquals(chat, newest.path("chat").asText());
    }
  }

  /// Lambda delivers at least once.
  @Test
  void aStreamThatDeliversAgainTakesNothingAgain() throws Exception {
    Operations house = Operations.open(installation, 1, 3);
    String tenant = house.customer().id();
    try (OperatorClient operator = house.operator(1);
        Tables tables = Tables.of(installation)) {
      String chat = house.answered(operator);
      house.owners().awaitCredits(Credits.free(2, "ok")::equals);
      String use = use(house);
      assertTrue(use.contains("\"byOperators\":1"), use);
      List<Map<String, AttributeValue>> log =
          tables.items("Chats", tenant + "#chat#" + chat).stream()
              .filter(item -> item.get("sk").s().startsWith("e#"))
              .filter(item -> !item.get("kind").s().equals("message"))
              .toList();
      assertEquals(3, log.size(), "ringing, accepted, ended");
      for (int i = 0; i < 3; i++) {
        JsonNode answer = tables.deliver("Metering", log);
        assertTrue(answer.path("batchItemFailures").isEmpty(), answer.toString());
      }
      tables.deliver("Metering", List.of(log.get(2), log.get(2)));
      assertEquals(Credits.free(2, "ok"), house.owners().credits());
      assertEquals(1, chats(house), "one posting for the chat");
      assertEquals(use, use(house));
    }
  }

  @Test
  void anOperatorWhoOnlyDropsCostsNothing() throws Exception {
    Operations house = Operations.open(installation, 1, 5);
    String tenant = house.customer().id();
    try (OperatorClient operator = house.operator(1);
        VisitorClient visitor = house.visitor()) {
      String chat = visitor.start("Hello?").path("chat").path("id").asText();
      operator.awaitRing(chat);
      assertEquals("accepted", operator.accept(tenant, chat).path("type").asText());
      assertEquals(1, house.owners().credits().reserved());
      operator.end(tenant, chat);
      house.owners().awaitCredits(Credits.free(5, "ok")::equals);
      assertEquals(0, chats(house), "nothing was posted for it");
    }
  }

  @Test
  void withNoneLeftOperatorsDoNotRingAndOwnAgentsDo() throws Exception {
    Operations house = Operations.open(installation, 1, 1);
    String tenant = house.customer().id();
    try (OperatorClient operator = house.operator(1);
        AgentClient own = house.agent();
        VisitorClient first = house.visitor();
        VisitorClient second = house.visitor()) {
      String taken = first.start("The last credit").path("chat").path("id").asText();
      operator.awaitRing(taken);
      assertEquals("accepted", operator.accept(tenant, taken).path("type").asText());
      assertEquals(new Credits(1, 1, 0, "gone"), house.owners().credits());

      String chat = second.start("And me?").path("chat").path("id").asText();
      own.awaitRing(chat);
      assertFalse(operator.isRungFor(chat));
      assertTrue(
          operator.agent().line().pushes().stream().noneMatch(p -> p.toString().contains(chat)),
          "no ring came");
      assertEquals("error", operator.accept(tenant, chat).path("type").asText());
      assertEquals("accepted", own.accept(chat).path("type").asText());
      own.end(chat);
      assertEquals(new Credits(1, 1, 0, "gone"), house.owners().credits(), "own agents are free");
    }
  }

  @Test
  void whenTheLastCreditGoesWhileItRingsOwnAgentsStillAccept() throws Exception {
    Operations house = Operations.open(installation, 2, 1);
    String tenant = house.customer().id();
    try (OperatorClient quick = house.operator(1);
        OperatorClient slow = house.operator(2);
        AgentClient own = house.agent();
        VisitorClient first = house.visitor();
        VisitorClient second = house.visitor()) {
      String one = first.start("One").path("chat").path("id").asText();
      String two = second.start("Two").path("chat").path("id").asText();
      quick.awaitRing(one);
      slow.awaitRing(two);
      assertEquals("accepted", quick.accept(tenant, one).path("type").asText());
      JsonNode refused = slow.accept(tenant, two);
      assertEquals("no-credit", refused.path("code").asText(), refused.toString());
      assertEquals("ringing", second.sync(two, 0).path("chat").path("state").asText());
      own.awaitRing(two);
      assertEquals("accepted", own.accept(two).path("type").asText());
    }
  }

  @Test
  void whereOnlyOperatorsCouldAnswerAndNoneMayItIsMissed() throws Exception {
    Operations house = Operations.open(installation, 1, 0);
    try (OperatorClient operator = house.operator(1);
        VisitorClient visitor = house.visitor()) {
      JsonNode started = visitor.start("Hello?");
      assertEquals("missed", started.path("chat").path("state").asText(), started.toString());
      assertEquals("nobody-available", started.path("chat").path("why").asText());
      assertFalse(operator.isRungFor(started.path("chat").path("id").asText()));
      assertEquals("gone", house.owners().credits().state());
      assertFalse(isAvailable(house), "nobody would ring");
    }
  }

  @Test
  void unpaidTheCreditsAreFrozenAndPaidTheyAreBackUnharmed() throws Exception {
    Operations house = Operations.unpaid(installation, 1, 7);
    try (OperatorClient operator = house.operator(1)) {
      assertEquals(Credits.free(7, "frozen"), house.owners().credits());
      try (VisitorClient visitor = house.visitor()) {
        assertEquals("missed", visitor.start("Hello?").path("chat").path("state").asText());
      }
      house.purse().payFee(1).orFail(201);
      assertEquals(Credits.free(7, "ok"), house.owners().credits());
      house.answered(operator);
      house.owners().awaitCredits(Credits.free(6, "ok")::equals);
    }
  }

  @Test
  void onThePackagePlatformOperatorsNeverRing() throws Exception {
    Operations house = Operations.open(installation, 1, 5);
    house
        .purse()
        .put("package", app.firstbell.proof.client.Api.object().put("package", "platform"))
        .orFail(200);
    try (OperatorClient operator = house.operator(1);
        VisitorClient visitor = house.visitor()) {
      JsonNode started = visitor.start("Hello?");
      assertEquals("missed", started.path("chat").path("state").asText(), started.toString());
      assertFalse(operator.isRungFor(started.path("chat").path("id").asText()));
    }
    assertEquals(5, house.owners().credits().posted(), "the credits stay");
  }

  /// What the widget shows before anybody asks.
  private boolean isAvailable(Operations house) {
    return installation
        .door()
        .send("GET", "/api/sites/" + house.customer().id(), "", "", Map.of())
        .orFail(200)
        .json()
        .path("available")
        .asBoolean();
  }

  private static long chats(Operations house) {
    return house.owners().history("credits").stream()
        .filter(entry -> entry.path("kind").asText().equals("chat"))
        .count();
  }

  /// What the day was used, as text.
  private static String use(Operations house) {
    return house.owners().get("use?by=day").orFail(200).json().path("items").toString();
  }
}
