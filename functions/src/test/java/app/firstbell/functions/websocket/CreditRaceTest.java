package app.firstbell.functions.websocket;

import static app.firstbell.functions.town.Person.objects;
import static app.firstbell.functions.town.Person.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Purse;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.organization.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two operators and an own agent race for three chats and the last credit. Each chat is one
/// person's, and the credit is spent once or not at all.
@Tag("long")
class CreditRaceTest {
  private static final int ROUNDS = 15;

  @Test
  void theLastCreditIsSpentOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(List.of(), race(new Town()));
    }
  }

  @Test
  void withoutTheGuardItIsSoldTwice() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < ROUNDS && wrong.isEmpty(); round++) {
      wrong.addAll(
          race(new Town(Planted.withoutConditionsIn(Town.accountsTable(), Town.engine()))));
    }
    assertFalse(wrong.isEmpty(), "a credit that was not there went unnoticed");
  }

  /// What went wrong, in sentences; none when all is well.
  private static List<String> race(Town town) throws Exception {
    TenantId home = Town.anotherTenant();
    Purse purse = town.onOperations(home, 1);
    Person marta = town.agentOnline("marta");
    List<Person> operators =
        List.of(town.operatorOnline(home, "noor"), town.operatorOnline(home, "omar"));
    List<String> chats = new ArrayList<>();
    List<Callable<JsonValue.Obj>> accepts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String chat = town.visitor().start("Hello?");
      chats.add(chat);
      for (Person operator : operators) {
        accepts.add(() -> operator.about(town.tenant, "accept", chat, _ -> {}));
      }
    }
    accepts.add(() -> marta.accept(chats.getFirst()));
    List<JsonValue.Obj> answers = atOnce(accepts);

    List<String> wrong = new ArrayList<>();
    for (JsonValue.Obj answer : answers) {
      String code = answer.text("code").orElse("");
      if (!List.of("accepted", "taken").contains(type(answer)) && !code.equals("no-credit")) {
        wrong.add("somebody was answered " + answer);
      }
    }
    // Whoever lost against the credit left the chat to own agents.
    chats.forEach(marta::accept);
    long byOperators = 0;
    for (String chat : chats) {
      List<JsonValue.Obj> accepted =
          objects(town.agent("admin", Town.LOOKS_ON).sync(chat, 0), "entries").stream()
              .filter(entry -> entry.text("kind").orElseThrow().equals("accepted"))
              .toList();
      if (accepted.size() != 1) {
        wrong.add("a chat was accepted " + accepted.size() + " times");
      }
      byOperators += accepted.stream().filter(it -> it.bool("operator").orElse(false)).count();
    }
    AccountBalance balance = purse.balance();
    if (byOperators > 1) {
      wrong.add("operators answered " + byOperators + " chats for one credit");
    }
    if (balance.available() < 0 || balance.pending() != byOperators) {
      wrong.add(
          balance.available() + " left and " + balance.pending() + " set aside for " + byOperators);
    }
    if (purse.holds().size() != byOperators) {
      wrong.add(purse.holds().size() + " credits are reserved for " + byOperators + " chats");
    }
    return wrong;
  }

  private static List<JsonValue.Obj> atOnce(List<Callable<JsonValue.Obj>> calls) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<JsonValue.Obj> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<JsonValue.Obj>> running = new ArrayList<>();
      for (Callable<JsonValue.Obj> call : calls) {
        running.add(
            threads.submit(() -> {
              go.await();
              return call.call();
            }));
      }
      go.countDown();
      for (Future<JsonValue.Obj> answer : running) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
