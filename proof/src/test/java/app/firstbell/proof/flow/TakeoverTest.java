package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A6: one agent, several computers; and the trail that all of it leaves.
@OnInstallation
class TakeoverTest {
  private static final String ORGANIZATION = "/organizations/{organization}";
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private final Installation installation;

  TakeoverTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void theNewComputerTakesOverOrBothStayAsTheOrganizationSets() throws Exception {
    Person rosa = Person.signIn(installation, "rosa@harbor.example", "ring-the-bell-3");
    Company shop = Company.create(rosa, "Desks " + Line.newCid().substring(0, 6), "customer");
    Person atDesk = shop.owner();
    Person atHome = atDesk.elsewhere();

    set(shop, "both");
    try (Line desk = sit(atDesk, "desk");
        Line home = sit(atHome, "home")) {
      desk.call(Line.frame("ping"), "pong");
      home.call(Line.frame("ping"), "pong");
    }

    set(shop, "takeover");
    try (Line desk = sit(atDesk, "desk");
        Line secondTab = sit(atDesk, "desk");
        Line home = sit(atHome, "home")) {
      for (Line left : new Line[] {desk, secondTab}) {
        assertTrue(Await.within(WITHIN, () -> !left.isOpen()), "the older computer is left");
        assertEquals("elsewhere", left.await("bye", _ -> true, Duration.ZERO).path("why").asText());
      }
      home.call(Line.frame("ping"), "pong");
    }

    Api api = atDesk.api();
    assertTrue(
        Await.within(
            Duration.ofSeconds(20),
            () ->
                api.get(ORGANIZATION + "/audit", shop.id())
                    .orFail(200)
                    .json()
                    .toString()
                    .contains("computers")),
        "what was set is in the audit log");
    JsonNode verified = api.get(ORGANIZATION + "/audit/verification", shop.id()).orFail(200).json();
    assertTrue(verified.path("intact").asBoolean(), verified.toString());
    assertTrue(verified.path("records").asLong() >= 3, verified.toString());
  }

  /// Whoever is there comes back with a ticket that says it, within five seconds.
  private void set(Company shop, String computers) throws IOException {
    Api api = shop.owner().api();
    ObjectNode settings = Api.object();
    settings.putObject("settings").put("computers", computers);
    var before = api.get(ORGANIZATION, shop.id()).orFail(200);
    if (before.json().path("settings").path("computers").asText().equals(computers)) {
      return;
    }
    try (Line there = sit(shop.owner(), "desk")) {
      api.change("PATCH", ORGANIZATION, before, settings, shop.id()).orFail(200);
      assertTrue(Await.within(WITHIN, () -> !there.isOpen()), "they are called back");
      assertEquals("changed", there.await("bye", _ -> true, Duration.ZERO).path("why").asText());
    }
  }

  private Line sit(Person person, String computer) throws IOException {
    JsonNode ticket =
        person.api().post("/tickets", Api.object().put("computer", computer)).orFail(201).json();
    Line line = new Line(person.door(), person.token(), installation.check());
    return line.connect(ticket.path("ticket").asText(), URI.create(ticket.path("socket").asText()));
  }
}
