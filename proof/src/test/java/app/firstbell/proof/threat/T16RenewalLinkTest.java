package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.run.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T16 for renewal links: forged, foreign or old ones are all answered alike; a good one orders,
/// and opens nothing else. The clock is that of an installation of its own.
@Tag("threat")
class T16RenewalLinkTest {
  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.startForTests("renewal-links");
  }

  @AfterAll
  static void end() {
    installation.close();
  }

  @Test
  void noMutantAndNoLinkOfAnotherKindIsGood() {
    Operations house = told();
    Operations other = told();
    String token = link(house);
    String unknown =
        look("l.renewal." + house.customer().id() + "." + "a".repeat(26) + "." + "a".repeat(43))
            .text();
    String email = Company.address("invited");
    house.customer().invite(Job.agent("Invited"), email);
    String invitation = new Mailbox(installation, email).link(Mailbox.Link.INVITATION).token();
    List<String> mutants = new ArrayList<>();
    for (int i = 0; i < token.length(); i += 3) {
      mutants.add(
          token.substring(0, i) + (token.charAt(i) == 'a' ? 'b' : 'a') + token.substring(i + 1));
    }
    mutants.add(token.replace(house.customer().id(), other.customer().id()));
    mutants.add(token.replaceFirst("renewal", "invitation"));
    mutants.add(token.substring(0, token.length() - 1));
    mutants.add(token + "A");
    mutants.add(invitation);
    mutants.add("");
    for (String mutant : mutants) {
      Answer looked = look(mutant);
      assertTrue(looked.status() == 410 || looked.status() == 400, mutant + looked.text());
      if (looked.status() == 410) {
        assertEquals("link-used", looked.problem());
        assertEquals(unknown, looked.text(), "all in the same words");
      }
      Answer ordered = order(mutant, pack(house));
      assertTrue(ordered.status() == 410 || ordered.status() == 400, mutant + ordered.text());
    }
    assertEquals(0, orders(house), "nothing was ordered");
    assertTrue(token.substring(token.lastIndexOf('.') + 1).length() >= 22, "128 bits: " + token);
    assertFalse(
        installation
            .emulator()
            .everything("Accounts")
            .contains(token.substring(token.lastIndexOf('.') + 1)),
        "it is not stored as it was mailed");
    assertEquals(200, look(token).status(), "the control");
  }

  @Test
  void aLinkOrdersAndSpendsNothingAndOpensNothing() {
    Operations house = told();
    house.purse().topUp(1_000_000).orFail(201);
    String token = link(house);
    Answer ordered = order(token, pack(house)).orFail(201);
    assertEquals("awaiting-payment", ordered.json().path("state").asText());
    assertEquals(1_000_000, house.purse().wallet(), "a link spends nothing");
    assertEquals(1, house.purse().credits().posted());
    Answer spend =
        nobody()
            .post(
                "/renewals/purchases",
                Api.object().put("token", token).put("pack", pack(house)).put("pay", "balance"));
    assertEquals(400, spend.status(), spend.text());
    String offer = look(token).orFail(200).text();
    for (String secret :
        List.of("1000000", "wallet", house.customer().owner().email(), "@people.example")) {
      assertFalse(offer.contains(secret), "who holds the link need not know " + secret);
    }
    for (String route : List.of("/sessions/current", "/sessions")) {
      assertEquals(401, nobody().with(token).get(route).status());
    }
    assertEquals(
        401,
        nobody()
            .with(token)
            .get("/organizations/{organization}/balance", house.customer().id())
            .status());
    for (String route : List.of("/invitations/lookups", "/email-changes/confirmations")) {
      assertEquals(410, nobody().post(route, Api.object().put("token", token)).status());
    }
    assertEquals(
        410,
        nobody()
            .post(
                "/password-resets/redemptions",
                Api.object().put("token", token).put("password", "mallory's own bell"))
            .status());
  }

  @Test
  void aLinkIsGoodForThirtyDays() {
    Operations house = told();
    String token = link(house);
    String pack = pack(house);
    installation.emulator().advance(Duration.ofDays(30).minusMinutes(5));
    assertEquals(200, look(token).status());
    installation.emulator().advance(Duration.ofMinutes(6));
    assertEquals(410, look(token).status());
    assertEquals(410, order(token, pack).status());
  }

  @Test
  void aLinkOfADeletedOrganizationIsGoodNoMore() {
    Operations house = told();
    String token = link(house);
    house.purse().takeBack(1).orFail(201);
    assertEquals(
        204,
        house
            .reseller()
            .owner()
            .api()
            .deleteRead("/organizations/{organization}", house.customer().id())
            .status());
    assertEquals(410, look(token).status());
  }

  /// Somebody whose credits have just become few, so that a link is on its way.
  private static Operations told() {
    Operations house = Operations.open(installation, 0, 1);
    house.owners().threshold(2).orFail(200);
    return house;
  }

  private static String link(Operations house) {
    return house.mailbox().link(Mailbox.Link.RENEWAL).token();
  }

  private static String pack(Operations house) {
    return house.purse().smallestPack().path("id").asText();
  }

  private static int orders(Operations house) {
    return house.purse().get("credit-purchases").orFail(200).json().path("items").size();
  }

  private static Answer look(String token) {
    return nobody().post("/renewals/lookups", Api.object().put("token", token));
  }

  private static Answer order(String token, String pack) {
    return nobody().post("/renewals/purchases", Api.object().put("token", token).put("pack", pack));
  }

  private static Api nobody() {
    return Api.nobody(installation.door().from(Computers.next()));
  }
}
