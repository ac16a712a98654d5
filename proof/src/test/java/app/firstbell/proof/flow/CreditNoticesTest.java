package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.people.Purse.Credits;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/// Whoever runs out of credits is told twice, once when they become few and once when none is left,
/// each with a link by which more are ordered; buying arms both again.
@OnInstallation
class CreditNoticesTest {
  private final Installation installation;

  CreditNoticesTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void lowAndGoneAreToldOnceEachAndAgainAfterBuying() throws Exception {
    Operations house = Operations.open(installation, 1, 4);
    Purse owners = house.owners();
    owners.threshold(3).orFail(200);
    Mailbox mailbox = house.mailbox();
    try (OperatorClient operator = house.operator(1)) {
      house.answered(operator);
      owners.awaitCredits(Credits.free(3, "ok")::equals);
      house.answered(operator);
      awaitTold(mailbox, 1);
      house.answered(operator);
      owners.awaitCredits(Credits.free(1, "low")::equals);
      house.answered(operator);
      awaitTold(mailbox, 2);
      Mailbox.Mailed gone = mailbox.link(Mailbox.Link.RENEWAL, 2);
      owners.awaitCredits(Credits.free(0, "gone")::equals);

      Api nobody = Api.nobody(installation.door().from(Computers.next()));
      JsonNode offer = look(nobody, gone.token()).orFail(200).json();
      assertEquals(house.customer().name(), offer.path("organization").path("name").asText());
      assertTrue(offer.path("packs").size() > 0, offer.toString());
      JsonNode pack = owners.smallestPack();
      JsonNode order =
          nobody
              .post(
                  "/renewals/purchases",
                  Api.object().put("token", gone.token()).put("pack", pack.path("id").asText()))
              .orFail(201)
              .json();
      assertEquals("awaiting-payment", order.path("state").asText(), order.toString());
      look(nobody, gone.token()).orFail(200); // it works until its time is over
      house.purse().receive(order.path("id").asText()).orFail(201);
      long bought = pack.path("credits").asLong();
      assertEquals(Credits.free(bought, "ok"), owners.credits());
      assertEquals(2, told(mailbox), mailbox.mails().toString());

      // Both are armed again: down to two by hand, which is told nobody, and the last two by chats.
      house.purse().takeBack(bought - 2).orFail(201);
      house.answered(operator);
      awaitTold(mailbox, 3);
      house.answered(operator);
      awaitTold(mailbox, 4);
      owners.awaitCredits(Credits.free(0, "gone")::equals);
    }
    assertEquals(4, told(mailbox), mailbox.mails().toString());
  }

  /// How many mails about few credits came; those about orders have a link too.
  private static long told(Mailbox mailbox) {
    return mailbox.mails().stream()
        .filter(mail -> mail.path("subject").asText().contains(" left at "))
        .count();
  }

  private static void awaitTold(Mailbox mailbox, long times) {
    assertTrue(
        Await.within(Line.PATIENCE, () -> told(mailbox) == times),
        () -> "expected " + times + " mails, got " + mailbox.mails());
  }

  private static Answer look(Api nobody, String token) {
    return nobody.post("/renewals/lookups", Api.object().put("token", token));
  }
}
