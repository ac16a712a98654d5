package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.people.Purse.Credits;
import app.firstbell.proof.run.Installation;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The monthly fee runs out by the clock of an installation of its own: the credits freeze, and
/// come back unharmed when it is paid.
@Tag("flow")
class FeeTest {
  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.startForTests("fee");
  }

  @AfterAll
  static void end() {
    installation.close();
  }

  @Test
  void aMonthAfterThePaymentTheCreditsFreezeAndThePaymentBringsThemBack() throws Exception {
    Operations house = Operations.open(installation, 1, 4);
    String tenant = house.customer().id();
    try (OperatorClient operator = house.operator(1)) {
      house.answered(operator);
      house.owners().awaitCredits(Credits.free(3, "ok")::equals);
    }
    installation.emulator().advance(Duration.ofDays(32));
    Person reseller = house.reseller().owner().elsewhere();
    Purse purse = new Purse(reseller.api(), tenant);
    assertEquals(Credits.free(3, "frozen"), purse.credits());
    Person operating = house.operators().getFirst().elsewhere();
    var agent = operating.connect();
    agent.show("online");
    try (OperatorClient operator = new OperatorClient(agent);
        var visitor = house.visitor()) {
      var started = visitor.start("Hello?");
      assertEquals("missed", started.path("chat").path("state").asText(), started.toString());
      purse.payFee(1).orFail(201);
      Purse.Credits back = purse.credits();
      assertEquals(Credits.free(3, "ok"), back);
      house.answered(operator);
      purse.awaitCredits(Credits.free(2, "ok")::equals);
    }
    assertTrue(
        purse.balance().path("credits").path("usableUntil").asLong() > 0,
        "it says until when they are usable");
  }
}
