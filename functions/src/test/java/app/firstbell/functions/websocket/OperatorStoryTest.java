package app.firstbell.functions.websocket;

import static app.firstbell.functions.town.Person.chatId;
import static app.firstbell.functions.town.Person.objects;
import static app.firstbell.functions.town.Person.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Item;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Purse;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Plan;
import app.firstbell.organization.TenantId;
import app.firstbell.timer.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Operators of the platform answer an organization's chats, each for one interaction credit.
class OperatorStoryTest {
  private static final Consumer<JsonObjectWriter> NOTHING = _ -> {};
  private final Town town = new Town();
  private final TenantId home = Town.anotherTenant();

  @Test
  void anOperatorAnswersAWholeChatAndOneCreditIsSetAside() {
    Purse purse = town.onOperations(home, 2);
    Person marta = town.agentOnline("marta");
    Person noor = town.operatorOnline(home, "noor");
    Person visitor = town.visitor();
    JsonValue.Obj started = visitor.send("start", json -> json.text("text", "Hello?"));
    String chat = chatId(started);

    assertEquals(2, started.object("chat").orElseThrow().whole("rung").orElseThrow());
    JsonValue.Obj ring = noor.got("ring").getFirst().object("chat").orElseThrow();
    JsonValue.Obj organization = ring.object("organization").orElseThrow();
    assertEquals(town.tenant.value(), organization.text("id").orElseThrow());
    assertEquals("Northwind Tea", organization.text("name").orElseThrow());

    JsonValue.Obj accepted = accept(noor, chat);
    assertEquals("accepted", type(accepted), accepted.toString());
    String known = home + "--noor";
    assertEquals(known, agent(accepted.object("chat").orElseThrow()));
    JsonValue.Obj entry = visitor.got("entry").getFirst().object("entry").orElseThrow();
    assertEquals(true, entry.bool("operator").orElseThrow());
    assertEquals(known, agent(entry));
    assertEquals("accepted", marta.got("stop").getFirst().text("why").orElseThrow());
    assertEquals(1, purse.balance().available());
    assertEquals(1, purse.balance().pending());
    assertEquals(chat, purse.holds().getFirst().chat());
    assertEquals(home, purse.holds().getFirst().home());
    assertEquals("noor", purse.holds().getFirst().agent().value());

    assertEquals("ack", type(write(noor, chat, 3, "Good evening.")));
    assertEquals("ack", type(visitor.write(chat, 4, "Is it open?")));
    assertEquals(1, noor.got("entry").size());
    about(noor, "typing", chat, json -> json.bool("on", true));
    about(noor, "mark", chat, json -> json.number("delivered", 5).number("read", 5));
    assertEquals(1, visitor.got("typing").size());
    assertEquals(5, visitor.got("marks").getFirst().whole("read").orElseThrow());
    assertEquals("taken", type(marta.accept(chat)));
    assertEquals("not-found", code(marta.write(chat, 5, "me too")));

    JsonValue.Obj ended = about(noor, "end", chat, NOTHING);
    assertEquals("ended", type(ended));
    assertEquals("agent", ended.object("entry").orElseThrow().text("why").orElseThrow());
    assertEquals(1, purse.balance().pending(), "metering settles it, not the end");
    assertEquals(0, objects(noor.send("lists", NOTHING), "mine").size());
  }

  @Test
  void anOwnAgentIsFasterAndItCostsNothing() {
    Purse purse = town.onOperations(home, 1);
    Person marta = town.agentOnline("marta");
    Person noor = town.operatorOnline(home, "noor");
    String chat = town.visitor().start("Hello?");

    JsonValue.Obj accepted = marta.accept(chat);

    assertEquals("accepted", type(accepted));
    assertTrue(
        objects(accepted, "entries").getLast().bool("operator").isEmpty(), accepted.toString());
    assertEquals("accepted", noor.got("stop").getFirst().text("why").orElseThrow());
    JsonValue.Obj taken = accept(noor, chat);
    assertEquals("taken", type(taken));
    assertEquals("marta", taken.object("by").orElseThrow().text("id").orElseThrow());
    assertEquals(1, purse.balance().available());
    assertEquals(List.of(), purse.holds());
    assertEquals("ack", type(marta.write(chat, 3, "Yes?")));
  }

  @Test
  void anAcceptIsRepeatedAndStillCostsOne() {
    Purse purse = town.onOperations(home, 2);
    Person noor = town.operatorOnline(home, "noor");
    String chat = town.visitor().start("Hello?");
    assertEquals("accepted", type(accept(noor, chat)));
    assertEquals("accepted", type(accept(noor, chat)));
    assertEquals("accepted", type(accept(town.operator(home, "noor"), chat)));
    assertEquals(1, purse.balance().available());
    assertEquals(1, purse.holds().size());
  }

  @Test
  void withoutACreditOperatorsAreNotRung() {
    town.onOperations(home, 0);
    Person noor = town.operatorOnline(home, "noor");
    JsonValue.Obj alone = town.visitor().send("start", json -> json.text("text", "Hello?"));
    assertEquals("missed", state(alone));
    assertEquals("nobody-available", alone.object("chat").orElseThrow().text("why").orElseThrow());

    Person marta = town.agentOnline("marta");
    String chat = town.visitor().start("Hello?");
    assertEquals(1, marta.got("ring").size());
    assertEquals(0, noor.got("ring").size());
    assertEquals(0, objects(noor.send("lists", NOTHING), "ringing").size());
    assertAbsent(noor, chat);
  }

  @Test
  void withTheFeeUnpaidCreditsFreezeAndComeBackUnharmed() {
    Purse purse = town.onOperations(home, 3);
    Person noor = town.operatorOnline(home, "noor");
    Person marta = town.agentOnline("marta");
    String before = town.visitor().start("Hello?");
    town.clock.advance(Duration.ofDays(40));

    assertEquals("no-credit", code(accept(noor, before)));
    Person noorLater = town.operatorOnline(home, "noor");
    Person martaLater = town.agentOnline("marta");
    assertEquals("accepted", type(martaLater.accept(before)));
    town.visitor().start("And I?");
    assertEquals(0, noorLater.got("ring").size());
    assertEquals(3, purse.balance().available());

    purse.pay();
    String after = town.visitor().start("And now?");
    assertEquals(1, noorLater.got("ring").size());
    assertEquals("accepted", type(accept(noorLater, after)));
    assertEquals(2, purse.balance().available());
    assertEquals(1, marta.got("ring").size());
  }

  @Test
  void whenTheLastCreditGoesWhileItRingsOwnAgentsStillHaveIt() {
    Purse purse = town.onOperations(home, 1);
    Person marta = town.agentOnline("marta");
    Person noor = town.operatorOnline(home, "noor");
    Person omar = town.operatorOnline(home, "omar");
    String first = town.visitor().start("First");
    Person visitor = town.visitor();
    String second = visitor.start("Second");
    assertEquals("accepted", type(accept(noor, first)));

    JsonValue.Obj refused = accept(omar, second);

    assertEquals("error", type(refused));
    assertEquals("no-credit", code(refused));
    assertEquals("no-credit", noor.got("stop").getLast().text("why").orElseThrow());
    assertTrue(
        marta.got("stop").stream()
            .noneMatch(stop -> stop.text("chat").orElseThrow().equals(second)),
        "it rings on for own agents");
    assertEquals(0, objects(town.operator(home, "omar").send("lists", NOTHING), "ringing").size());
    assertEquals("ringing", state(visitor.sync(second, 0)));
    assertEquals(0, purse.balance().available());
    assertEquals("accepted", type(marta.accept(second)));
    assertEquals(1, purse.holds().size());
  }

  @Test
  void anOperatorWhoComesBackFindsWhatRingsAndWhatTheyHave() {
    town.onOperations(home, 5);
    town.operatorOnline(home, "noor");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello?");

    Person back = town.operator(home, "noor");
    List<JsonValue.Obj> ringing = objects(back.send("lists", NOTHING), "ringing");
    assertEquals(
        List.of(chat), ringing.stream().map(head -> head.text("id").orElseThrow()).toList());
    assertEquals("accepted", type(accept(back, chat)));
    JsonValue.Obj lists = back.send("lists", NOTHING);
    assertEquals(0, objects(lists, "ringing").size());
    JsonValue.Obj mine = objects(lists, "mine").getFirst();
    assertEquals(chat, mine.text("id").orElseThrow());
    assertEquals(
        town.tenant.value(), mine.object("organization").orElseThrow().text("id").orElseThrow());

    back.disconnects();
    assertEquals(false, visitor.got("peer").getLast().bool("connected").orElseThrow());
    Timer grace = town.timers.getLast();
    assertEquals(town.tenant, grace.tenant());
    Person again = town.operator(home, "noor");
    assertEquals("log", type(sync(again, chat, 0)));
    assertEquals(true, visitor.got("peer").getLast().bool("connected").orElseThrow());
    visitor.write(chat, 3, "Still there?");
    assertEquals(1, again.got("entry").size());
  }

  @Test
  void whatStopsForOwnAgentsStopsForOperators() {
    town.onOperations(home, 5);
    Person desk = town.operatorOnline(home, "noor");
    Person laptop = town.operatorOnline(home, "noor");
    Person omar = town.operatorOnline(home, "omar");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello?");

    assertEquals("declined", type(about(desk, "decline", chat, NOTHING)));
    assertEquals("declined", laptop.got("stop").getFirst().text("why").orElseThrow());
    assertEquals(0, omar.got("stop").size());
    visitor.end(chat);
    assertEquals("visitor-left", omar.got("stop").getFirst().text("why").orElseThrow());
    assertEquals("ended", code(accept(omar, chat)));
    assertEquals(0, omar.got("head").size(), "a missed chat is the organization's own");
    assertEquals("not-found", code(sync(omar, chat, 0)));
  }

  @Test
  void whoIsOfflineIsNotRungAndWhoHasGoneNeither() {
    town.onOperations(home, 5);
    Person noor = town.operatorOnline(home, "noor");
    noor.shows("offline");
    Person omar = town.operatorOnline(home, "omar");
    omar.disconnects();
    assertEquals("missed", state(town.visitor().send("start", json -> json.text("text", "Hi"))));
    assertEquals(0, noor.got("ring").size());
    assertEquals(0, omar.got("ring").size());
  }

  @Test
  void onThePlatformPackageOperatorsNeverRing() {
    Purse purse = town.onOperations(home, 5);
    town.backToPlatform();
    Person marta = town.agentOnline("marta");
    Person noor = town.operatorOnline(home, "noor");
    String chat = town.visitor().start("Hello?");
    assertEquals(0, noor.got("ring").size());
    assertAbsent(noor, chat);
    assertEquals("accepted", type(marta.accept(chat)));
    assertEquals(5, purse.balance().available());
  }

  @Test
  void whoIsNotMeantIsAnsweredAsIfThereWereNoChat() {
    town.onOperations(home, 5);
    Person noor = town.operatorOnline(home, "noor");
    Person stranger = town.operatorOnline(Town.anotherTenant(), "noor");
    Town elsewhere = new Town();
    Person agentElsewhere = elsewhere.agentOnline("marta");
    Person visitorElsewhere = elsewhere.visitor();
    String ringing = town.visitor().start("Hello?");
    String active = town.visitor().start("Hello?");
    assertEquals("accepted", type(accept(noor, active)));
    Person colleague = town.operatorOnline(home, "omar");

    for (String chat : List.of(ringing, active)) {
      assertAbsent(stranger, chat);
      assertAbsent(agentElsewhere, chat);
    }
    for (String action : List.of("message", "sync", "end", "typing", "mark")) {
      assertEquals(
          probe(visitorElsewhere, action, "a".repeat(26)),
          probe(visitorElsewhere, action, ringing));
    }
    // A chat that a colleague has is theirs alone.
    for (String action : List.of("message", "sync", "end", "typing", "mark")) {
      assertEquals(probe(colleague, action, "a".repeat(26)), probe(colleague, action, active));
    }
    // Without saying whose chat it is, an operator speaks of their own organization's.
    assertEquals("not-found", code(noor.write(active, 3, "hi")));
    assertEquals("not-found", code(noor.accept(ringing)));
    // At home an operator may have the same id as an agent of the organization.
    Person namesake = town.agentOnline("noor");
    assertEquals("not-found", code(namesake.write(active, 3, "hi")));
  }

  @Test
  void anOperatorsMessageCostsWhatEveryMessageCosts() {
    List<String> calls = new ArrayList<>();
    town.onOperations(home, 5);
    Person noor = town.operatorOnline(home, "noor");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello?");
    accept(noor, chat);
    Person counted = town.dying(Planted.counting(Town.engine(), calls), noor);
    calls.clear();
    assertEquals("ack", type(write(counted, chat, 3, "Good evening.")));
    assertEquals(List.of("query", "putItem"), calls);
  }

  @Test
  void whenTheMonthsChatsAreUsedUpNobodyIsRung() {
    town.onOperations(home, 5);
    Person marta = town.agentOnline("marta");
    Person noor = town.operatorOnline(home, "noor");
    usedUp("2026-10");
    assertEquals("ringing", state(town.visitor().send("start", json -> json.text("text", "Hi"))));
    usedUp("2026-11");
    JsonValue.Obj started = town.visitor().send("start", json -> json.text("text", "Hi"));
    assertEquals("missed", state(started));
    assertEquals("chats-used-up", started.object("chat").orElseThrow().text("why").orElseThrow());
    assertEquals(1, marta.got("ring").size());
    assertEquals(1, noor.got("ring").size());
  }

  private void usedUp(String month) {
    Town.engine()
        .updateItem(update ->
            update
                .tableName(Town.accountsTable())
                .key(Item.key(town.tenant.value(), "org").build())
                .updateExpression("SET #plan = :free, usedUp = :month, usedUpOf = :of")
                .expressionAttributeNames(Map.of("#plan", "plan"))
                .expressionAttributeValues(
                    new Item()
                        .text(":free", Plan.FREE.id())
                        .text(":month", month)
                        .number(":of", 500)
                        .build()));
  }

  /// Every frame about the chat is answered as for a chat that is not, byte for byte.
  private void assertAbsent(Person person, String chat) {
    for (String action : List.of("accept", "decline", "message", "sync", "end", "typing", "mark")) {
      JsonValue.Obj absent = probe(person, action, "a".repeat(26));
      assertEquals(absent, probe(person, action, chat), action);
      assertFalse(absent.toString().isEmpty());
    }
  }

  /// The reply, or the error that is posted where there is none.
  private JsonValue.Obj probe(Person person, String action, String chat) {
    JsonValue.Obj reply =
        person.sendAs(
            "p1",
            action,
            json ->
                json.text("chat", chat)
                    .text("organization", town.tenant.value())
                    .number("after", 0)
                    .text("text", "hi")
                    .bool("on", true)
                    .number("read", 1));
    assertEquals("not-found", code(reply), action + " " + reply);
    return reply;
  }

  private JsonValue.Obj accept(Person operator, String chat) {
    return about(operator, "accept", chat, NOTHING);
  }

  private JsonValue.Obj write(Person operator, String chat, long after, String text) {
    return about(operator, "message", chat, json -> json.number("after", after).text("text", text));
  }

  private JsonValue.Obj sync(Person operator, String chat, long after) {
    return about(operator, "sync", chat, json -> json.number("after", after));
  }

  private JsonValue.Obj about(
      Person operator, String action, String chat, Consumer<JsonObjectWriter> fields) {
    return operator.about(town.tenant, action, chat, fields);
  }

  private static String agent(JsonValue.Obj from) {
    return from.object("agent").orElseThrow().text("id").orElseThrow();
  }

  private static String state(JsonValue.Obj reply) {
    return reply.object("chat").orElseThrow().text("state").orElseThrow();
  }

  private static String code(JsonValue.Obj reply) {
    return reply.text("code").orElse(type(reply));
  }
}
