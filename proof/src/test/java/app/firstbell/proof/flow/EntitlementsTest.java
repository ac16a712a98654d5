package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A Free plan's five hundred chats a month: shown while they go, told at 80 and at 100 %, and used
/// up a visitor leaves a message.
@OnInstallation
class EntitlementsTest {
  private static final int OF = 500;
  private static final int VISITORS = 20;
  private final Installation installation;

  EntitlementsTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void fiveHundredChatsAreUsedAndThenAMessageIsLeft() throws Exception {
    Company reseller = Operations.reseller(installation);
    Company customer =
        Operations.customer(reseller, Operations.draft("Free Tea").put("plan", "free"));
    Purse purse = new Purse(customer.owner().api(), customer.id());
    assertEquals("ok 0 of 500", used(purse));

    chats(customer, OF * 8 / 10 - 1);
    awaitUsed(purse, "ok 399 of 500");
    assertEquals(0, told(customer));
    chats(customer, 1);
    awaitUsed(purse, "near 400 of 500");
    assertTrue(Await.within(Line.PATIENCE, () -> told(customer) == 1), "told at 80 %");
    try (AgentClient own = online(customer)) {
      assertTrue(own.line().isOpen());
      assertTrue(isAvailable(customer), "the bell still rings");
    }
    chats(customer, OF - OF * 8 / 10);
    awaitUsed(purse, "used-up 500 of 500");
    assertTrue(Await.within(Line.PATIENCE, () -> told(customer) == 2), "told at 100 %");

    try (AgentClient own = online(customer);
        VisitorClient visitor = customer.visitor()) {
      assertFalse(isAvailable(customer), "a message is offered at once");
      JsonNode started = visitor.start("One more?");
      String chat = started.path("chat").path("id").asText();
      assertEquals("missed", started.path("chat").path("state").asText(), started.toString());
      assertEquals("chats-used-up", started.path("chat").path("why").asText());
      assertEquals(
          "left",
          visitor
              .leave(chat, "kari@mail.example", "Please write to me about tea.")
              .path("entry")
              .path("kind")
              .asText());
      assertFalse(
          own.line().pushes().stream().anyMatch(push -> push.path("type").asText().equals("ring")));
    }
    assertEquals(2, told(customer), "once each");
  }

  /// Chats that nobody can answer, in many visitors' names at once: each is over at once.
  private static void chats(Company customer, int number) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < Math.min(number, VISITORS); i++) {
        int mine = number / VISITORS + (i < number % VISITORS ? 1 : 0);
        all.add(
            threads.submit(() -> {
              try (VisitorClient visitor = customer.visitor()) {
                for (int chat = 0; chat < mine; chat++) {
                  visitor.start("Chat " + chat);
                }
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static AgentClient online(Company customer) throws Exception {
    AgentClient agent = customer.owner().elsewhere().connect();
    agent.show("online");
    return agent;
  }

  private boolean isAvailable(Company customer) {
    return installation
        .door()
        .send("GET", "/api/sites/" + customer.id(), "", "", java.util.Map.of())
        .orFail(200)
        .json()
        .path("available")
        .asBoolean();
  }

  private static String used(Purse purse) {
    JsonNode chats = purse.get("entitlements").orFail(200).json().path("chats");
    return "%s %d of %d"
        .formatted(
            chats.path("state").asText(), chats.path("used").asLong(), chats.path("of").asLong());
  }

  private static void awaitUsed(Purse purse, String wanted) {
    assertTrue(
        Await.within(Line.PATIENCE, () -> used(purse).equals(wanted)),
        () -> "expected " + wanted + ", is " + used(purse));
  }

  /// How many mails about used chats came.
  private static long told(Company customer) {
    return customer.owner().mailbox().mails().stream()
        .filter(mail -> mail.path("subject").asText().contains("chats"))
        .count();
  }
}
