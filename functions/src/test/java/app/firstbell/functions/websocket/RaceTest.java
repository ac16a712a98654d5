package app.firstbell.functions.websocket;

import static app.firstbell.functions.town.Person.objects;
import static app.firstbell.functions.town.Person.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Caller;
import app.firstbell.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The races of the product, each with a twin in which the condition is missing and which must be
/// caught.
@Tag("long")
class RaceTest {
  private static final int AGENTS = 50;

  @Test
  void ofFiftyAgentsOneWinsAndTheOthersAreToldWho() throws Exception {
    Town town = new Town();
    for (int chat = 0; chat < 20; chat++) {
      assertEquals(List.of(), acceptRace(town));
    }
  }

  @Test
  void withoutTheConditionTheAcceptRaceFails() throws Exception {
    Town town = new Town(Planted.withoutConditions(Town.engine()));
    List<String> wrong = new ArrayList<>();
    for (int chat = 0; chat < 20 && wrong.isEmpty(); chat++) {
      wrong.addAll(acceptRace(town));
    }
    assertFalse(wrong.isEmpty(), "the race without a condition went unnoticed");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void messagesStandOnceInOneOrderThoughReadsAreOldAndAnswersAreLost(long seed) throws Exception {
    Town town = new Town(Planted.eventually(Town.engine(), new Random(seed)));
    assertEquals(List.of(), talk(town), "seed " + seed);
  }

  @Test
  void withoutTheConditionMessagesAreLost() throws Exception {
    Town town = new Town(Planted.withoutConditions(Town.engine()));
    List<String> wrong = new ArrayList<>();
    for (int chat = 0; chat < 10 && wrong.isEmpty(); chat++) {
      wrong.addAll(talk(town));
    }
    assertFalse(wrong.isEmpty(), "messages without a condition went unnoticed");
  }

  @Test
  void noMessageFollowsTheEndThoughBothSidesWriteMeanwhile() throws Exception {
    Town town = new Town();
    for (int round = 0; round < 20; round++) {
      Person agent = town.agentOnline("marta");
      Person visitor = town.visitor();
      String chat = visitor.start("Hello");
      agent.accept(chat);
      List<Callable<JsonValue.Obj>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(() -> visitor.write(chat, 3, "And?"));
      }
      all.add(() -> agent.end(chat));
      all.add(() -> visitor.end(chat));
      atOnce(all);
      List<String> kinds = kinds(visitor, chat);
      assertEquals("ended", kinds.getLast(), kinds.toString());
      assertEquals(1, kinds.stream().filter("ended"::equals).count(), kinds.toString());
    }
  }

  @Test
  void twoTabsThatStartAtOnceShareOneChatAndBothTextsStand() throws Exception {
    Town town = new Town();
    town.agentOnline("marta");
    for (int round = 0; round < 10; round++) {
      Person tab = town.visitor();
      Person other = town.visitor(((Caller.Visitor) tab.caller).visitor());
      List<JsonValue.Obj> started =
          atOnce(
              List.of(
                  () -> tab.sendAs("a", "start", json -> json.text("text", "one")),
                  () -> other.sendAs("b", "start", json -> json.text("text", "two"))));
      assertEquals(1, started.stream().map(Person::chatId).distinct().count(), started.toString());
      List<String> kinds = kinds(tab, Person.chatId(started.getFirst()));
      assertEquals(List.of("ringing", "message", "message"), kinds);
    }
  }

  /// What went wrong, in sentences; none when all is well.
  private static List<String> acceptRace(Town town) throws Exception {
    town.agentOnline("a0");
    Person visitor = town.visitor();
    String chat = visitor.start("Who is first?");
    List<Callable<JsonValue.Obj>> accepts = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      Person agent = town.agent("a" + i);
      accepts.add(() -> agent.accept(chat));
    }
    List<String> wrong = new ArrayList<>();
    Set<String> winners = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (JsonValue.Obj answer : atOnce(accepts)) {
      switch (type(answer)) {
        case "accepted" ->
            winners.add(
                answer.object("chat").orElseThrow().object("agent").orElseThrow().toString()
                    + answer.text("cid")
                    + System.identityHashCode(answer));
        case "taken" -> named.add(answer.object("by").orElseThrow().text("id").orElseThrow());
        default -> wrong.add("an agent was answered " + answer);
      }
    }
    if (winners.size() != 1) {
      wrong.add(winners.size() + " agents were told that they have the chat");
    }
    if (named.size() > 1) {
      wrong.add("several winners were named: " + named);
    }
    List<String> kinds = kinds(visitor, chat);
    if (kinds.stream().filter("accepted"::equals).count() != 1) {
      wrong.add("the log says " + kinds);
    }
    return wrong;
  }

  /// Both sides write at once from several connections, and repeat some of what they sent.
  private static List<String> talk(Town town) throws Exception {
    Person agent = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    agent.accept(chat);
    List<Callable<JsonValue.Obj>> writes = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      Person writer = i % 2 == 0 ? agent : visitor;
      int of = i;
      writes.add(() -> {
        JsonValue.Obj last = Town.nothing();
        for (int n = 0; n < 6; n++) {
          String cid = "w" + of + "-" + n;
          for (int again = 0; again < 2; again++) {
            last =
                writer.sendAs(
                    cid,
                    "message",
                    json -> json.text("chat", chat).number("after", 3).text("text", cid));
          }
        }
        return last;
      });
      for (int n = 0; n < 6; n++) {
        texts.add("w" + of + "-" + n);
      }
    }
    List<String> wrong = new ArrayList<>();
    for (JsonValue.Obj answer : atOnce(writes)) {
      if (!type(answer).equals("ack")) {
        wrong.add("a message was answered " + answer);
      }
    }
    judge(wrong, texts, objects(visitor.sync(chat, 0), "entries"));
    return wrong;
  }

  private static void judge(List<String> wrong, Set<String> texts, List<JsonValue.Obj> log) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).whole("seq").orElseThrow() != i + 1) {
        wrong.add("entry " + (i + 1) + " has another number");
      }
      log.get(i).text("text").filter(text -> text.startsWith("w")).ifPresent(found::add);
    }
    Set<String> distinct = new HashSet<>(found);
    if (distinct.size() != found.size()) {
      wrong.add("messages stand twice: " + found);
    }
    if (!distinct.equals(texts)) {
      wrong.add(distinct.size() + " of " + texts.size() + " messages stand");
    }
    for (int of = 0; of < 8; of++) {
      String prefix = "w" + of + "-";
      List<String> own = found.stream().filter(text -> text.startsWith(prefix)).toList();
      if (!own.equals(own.stream().sorted().toList())) {
        wrong.add("a writer's messages stand in another order: " + own);
      }
    }
  }

  private static List<String> kinds(Person person, String chat) {
    return objects(person.sync(chat, 0), "entries").stream()
        .map(entry -> entry.text("kind").orElseThrow())
        .toList();
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
