package app.firstbell.functions.websocket;

import static app.firstbell.functions.town.Person.chatId;
import static app.firstbell.functions.town.Person.objects;
import static app.firstbell.functions.town.Person.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.chat.ChatId;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Caller;
import app.firstbell.json.JsonValue;
import app.firstbell.notice.Notice;
import app.firstbell.organization.Limits;
import app.firstbell.timer.Timer;
import app.firstbell.visitor.VisitorId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The product's story, through the functions and a real engine.
class ChatStoryTest {
  private final Town town = new Town();

  @Test
  void aLeadRingsEveryAvailableAgentAndTheFirstToAcceptGetsIt() {
    Person marta = town.agentOnline("marta");
    Person priya = town.agentOnline("priya");
    Person away = town.agent("sam");
    away.shows("away");
    Person visitor = town.visitor();

    JsonValue.Obj started =
        visitor.send(
            "start",
            json ->
                json.text("text", "Which tea is calm?")
                    .text("name", "Jo")
                    .object("page", page -> page.text("url", "https://shop.example/tea")));

    assertEquals("started", type(started));
    String chat = chatId(started);
    assertEquals("ringing", state(started));
    assertEquals(1, marta.got("ring").size());
    assertEquals(1, priya.got("ring").size());
    assertEquals(0, away.got("ring").size());
    assertEquals(
        "Which tea is calm?",
        marta.got("ring").getFirst().object("chat").orElseThrow().text("preview").orElseThrow());

    JsonValue.Obj accepted = marta.accept(chat);
    JsonValue.Obj taken = priya.accept(chat);

    assertEquals("accepted", type(accepted));
    assertEquals(List.of("ringing", "message", "accepted"), kinds(accepted));
    assertEquals("taken", type(taken));
    assertEquals("marta", taken.object("by").orElseThrow().text("id").orElseThrow());
    assertEquals("accepted", priya.got("stop").getFirst().text("why").orElseThrow());
    assertEquals(1, away.got("stop").size());
    assertEquals(0, marta.got("stop").size());
    assertEquals(1, visitor.got("entry").size());

    assertEquals("ack", type(marta.write(chat, 3, "Chamomile.")));
    assertEquals(2, visitor.got("entry").size());
    JsonValue.Obj ack = visitor.write(chat, 4, "Thank you 🫖");
    assertEquals(5, ack.whole("seq").orElseThrow());
    assertEquals("not-found", priya.write(chat, 5, "me too").text("code").orElseThrow());

    JsonValue.Obj ended = visitor.end(chat);
    assertEquals("ended", type(ended));
    assertEquals("visitor", ended.object("entry").orElseThrow().text("why").orElseThrow());
    assertEquals("ended", marta.write(chat, 6, "Bye").text("code").orElseThrow());
    assertEquals("ended", type(marta.end(chat)));
    assertEquals(
        "rated", type(visitor.send("rate", json -> json.text("chat", chat).number("stars", 5))));
    JsonValue.Obj log = marta.sync(chat, 0);
    assertEquals(
        List.of("ringing", "message", "accepted", "message", "message", "ended", "rated"),
        kinds(log));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), numbers(log));
    assertEquals(1, objects(log.object("chat").orElseThrow(), "late").size());
  }

  @Test
  void aRepeatedStartFindsTheSameChatAndRingsForThatOneOnly() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    JsonValue.Obj first = visitor.sendAs("s1", "start", json -> json.text("text", "Hello"));
    JsonValue.Obj second = visitor.sendAs("s1", "start", json -> json.text("text", "Hello"));
    assertEquals(chatId(first), chatId(second));
    assertEquals(kinds(first), kinds(second));
    assertEquals(
        List.of(chatId(first)), marta.got("ring").stream().map(Person::chatId).distinct().toList());
    marta.accept(chatId(first));
    int rings = marta.got("ring").size();
    visitor.sendAs("s1", "start", json -> json.text("text", "Hello"));
    assertEquals(rings, marta.got("ring").size(), "an accepted chat rings no more");
  }

  @Test
  void aSecondTabsStartGoesIntoTheOpenChat() {
    town.agentOnline("marta");
    Person tab = town.visitor();
    Person other = town.visitor(((Caller.Visitor) tab.caller).visitor());
    String chat = tab.start("Hello");
    JsonValue.Obj joined = other.sendAs("o1", "start", json -> json.text("text", "Hello again"));
    assertEquals(chat, chatId(joined));
    assertEquals(List.of("ringing", "message", "message"), kinds(joined));
    JsonValue.Obj repeated = other.sendAs("o1", "start", json -> json.text("text", "Hello again"));
    assertEquals(3, numbers(repeated).size());
  }

  @Test
  void aStartIntoALongOpenChatStandsThereToo() {
    town.agentOnline("marta");
    Person tab = town.visitor(new VisitorId("v".repeat(26)), new Limits(5, 5));
    String chat = tab.start("Hello");
    for (int seq = 2; seq < 12; seq++) {
      tab.write(chat, seq, "and another thing");
      town.clock.advance(Duration.ofSeconds(1));
    }
    Person other = town.visitor(((Caller.Visitor) tab.caller).visitor(), new Limits(5, 5));
    for (int attempt = 0; attempt < 2; attempt++) {
      JsonValue.Obj joined =
          other.sendAs("o1", "start", json -> json.text("text", "From the other tab"));
      assertEquals("started", type(joined));
      assertEquals(13, numbers(joined).size(), "it stands there, and once");
    }
  }

  @Test
  void aStartIntoAChatThatEndsMeanwhileOpensAnother() {
    Person marta = town.agentOnline("marta");
    Person tab = town.visitor();
    String chat = tab.start("Hello");
    marta.accept(chat);
    Person other = town.visitor(((Caller.Visitor) tab.caller).visitor());
    // The head was seen open, and the log is read after that.
    Person between =
        town.dying(
            Planted.before(
                Town.engine(),
                QueryRequest.class,
                query -> Integer.valueOf(2).equals(query.limit()),
                () -> tab.end(chat)),
            other);
    JsonValue.Obj started =
        between.sendAs("o1", "start", json -> json.text("text", "Are you still there?"));
    assertEquals("started", type(started));
    assertNotEquals(chat, chatId(started));
    assertEquals(List.of("ringing", "message"), kinds(started));
  }

  @Test
  void aMessageSentTwiceStandsOnce() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    marta.accept(chat);
    JsonValue.Obj first = say(visitor, "x1", chat, 3);
    JsonValue.Obj second = say(visitor, "x1", chat, 3);
    marta.write(chat, 4, "Yes?");
    JsonValue.Obj third = say(visitor, "x1", chat, 3);
    assertEquals(first.whole("seq"), second.whole("seq"));
    assertEquals(first.whole("seq"), third.whole("seq"));
    assertEquals(first.whole("at"), third.whole("at"));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(marta.sync(chat, 0)));
    // Also when the chat is over: the first answer may have been lost.
    marta.end(chat);
    assertEquals(first.whole("seq"), say(visitor, "x1", chat, 3).whole("seq"));
    assertEquals("ended", say(visitor, "x2", chat, 3).text("code").orElseThrow());
  }

  @Test
  void aHostileClientCannotLeaveAGap() {
    town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    JsonValue.Obj refused = visitor.write(chat, 1_000, "from the future");
    assertEquals("conflict", refused.text("code").orElseThrow());
    assertEquals(List.of(1L, 2L), numbers(visitor.sync(chat, 0)));
  }

  @Test
  void nobodyAvailableIsMissedAtOnceAndAnAddressCanBeLeft() {
    Person visitor = town.visitor();
    JsonValue.Obj started = visitor.send("start", json -> json.text("text", "Anybody?"));
    String chat = chatId(started);
    assertEquals("missed", state(started));
    assertEquals(List.of("ringing", "message", "missed"), kinds(started));
    assertTrue(town.timers.isEmpty());
    Person marta = town.agentOnline("marta");
    JsonValue.Obj left =
        visitor.send("leave", json -> json.text("chat", chat).text("email", "jo@mail.example"));
    assertEquals("left", type(left));
    assertEquals(1, marta.got("head").size());
    assertEquals(List.of(new Notice.MissedLead(town.tenant, new ChatId(chat))), town.notices);
    JsonValue.Obj lists = marta.send("lists", _ -> {});
    assertEquals(1, objects(lists, "missed").size());
    assertEquals("log", type(marta.sync(chat, 0)));
  }

  @Test
  void nobodyAcceptsInTheRingTimeSoItIsMissedAndStopsRinging() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello?");
    Timer ring = town.timers.getFirst();

    comes(ring);
    assertEquals(2, town.timers.size(), "a timer that is early goes round again");
    town.clock.advance(Duration.ofSeconds(45));
    comes(ring);
    comes(ring);

    assertEquals(List.of("ringing", "message", "missed"), kinds(visitor.sync(chat, 0)));
    assertEquals(
        List.of(3L),
        visitor.got("entry").stream()
            .map(entry -> entry.object("entry").orElseThrow().whole("seq").orElseThrow())
            .distinct()
            .toList(),
        "the second time tells the same again");
    assertEquals("missed", marta.got("stop").getFirst().text("why").orElseThrow());
    assertEquals("ended", marta.accept(chat).text("code").orElseThrow());
  }

  @Test
  void aLostPartyComesBackWithinTheGraceAndTheChatGoesOn() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    marta.accept(chat);
    visitor.disconnects();
    assertEquals(false, marta.got("peer").getFirst().bool("connected").orElseThrow());
    Timer grace = town.timers.getLast();

    Person back = town.visitor(((Caller.Visitor) visitor.caller).visitor());
    JsonValue.Obj log = back.sync(chat, 1);
    assertEquals(List.of(2L, 3L), numbers(log));
    assertEquals(true, marta.got("peer").getLast().bool("connected").orElseThrow());
    town.clock.advance(Duration.ofSeconds(90));
    comes(grace);

    assertEquals("active", state(back.sync(chat, 0)));
    assertEquals("ack", type(marta.write(chat, 3, "There you are")));
    assertEquals(1, back.got("entry").size());
  }

  @Test
  void aPartyThatStaysAwayEndsTheChatAfterTheGrace() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    marta.accept(chat);
    marta.disconnects();
    town.clock.advance(Duration.ofSeconds(90));
    comes(town.timers.getLast());
    JsonValue.Obj log = visitor.sync(chat, 3);
    assertEquals("ended", state(log));
    assertEquals("agent-lost", objects(log, "entries").getFirst().text("why").orElseThrow());
    JsonValue.Obj lists = town.agent("marta").send("lists", _ -> {});
    assertEquals(0, objects(lists, "mine").size());
  }

  @Test
  void aConnectionThatVanishedIsFoundByTheNextMessage() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    marta.accept(chat);
    int before = town.timers.size();
    town.wires.vanish(visitor.connection);
    assertEquals("ack", type(marta.write(chat, 3, "Are you there?")));
    assertEquals(before + 1, town.timers.size());
    assertTrue(town.timers.getLast() instanceof Timer.Grace);
    assertEquals(1, marta.got("peer").size());
  }

  @Test
  void strangersAreAnsweredAsIfThereWereNoChat() {
    town.agentOnline("marta");
    String chat = town.visitor().start("Hello");
    String absent = "a".repeat(26);
    Person stranger = town.visitor();
    Person foreign = new Town().agentOnline("marta");
    for (Person person : List.of(stranger, foreign)) {
      for (String action : List.of("sync", "message", "end")) {
        JsonValue.Obj another = probe(person, action, chat);
        JsonValue.Obj none = probe(person, action, absent);
        assertEquals(none, another, action);
        assertEquals("not-found", another.text("code").orElseThrow());
      }
    }
  }

  @Test
  void typingAndMarksReachTheOtherSideAndOnlyGrow() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    marta.accept(chat);
    visitor.send("typing", json -> json.text("chat", chat).bool("on", true));
    assertEquals(true, marta.got("typing").getFirst().bool("on").orElseThrow());
    visitor.send("mark", json -> json.text("chat", chat).number("delivered", 3).number("read", 2));
    visitor.send("mark", json -> json.text("chat", chat).number("read", 1));
    visitor.send("mark", json -> json.text("chat", chat).number("read", 99));
    assertEquals(2, marta.got("marks").size());
    JsonValue.Obj marks =
        marta.sync(chat, 0).object("marks").orElseThrow().object("visitor").orElseThrow();
    assertEquals(3, marks.whole("read").orElseThrow());
    Person stranger = town.visitor();
    stranger.send("typing", json -> json.text("chat", chat).bool("on", true));
    assertEquals("not-found", stranger.got("error").getFirst().text("code").orElseThrow());
    assertEquals(1, marta.got("typing").size());
  }

  @Test
  void decliningStopsOnlyThisAgentsOtherComputers() {
    Person desk = town.agentOnline("marta");
    Person laptop = town.agentOnline("marta");
    Person priya = town.agentOnline("priya");
    String chat = town.visitor().start("Hello");
    assertEquals(1, laptop.got("ring").size());
    assertEquals("declined", type(desk.send("decline", json -> json.text("chat", chat))));
    assertEquals("declined", laptop.got("stop").getFirst().text("why").orElseThrow());
    assertEquals(0, priya.got("stop").size());
    assertEquals("accepted", type(priya.accept(chat)));
  }

  @Test
  void anOldConnectionsEndDoesNotTakeAReturnedComputerOffline() {
    Person before = town.agent("marta");
    Person after = town.agent("marta");
    before.send("presence", json -> json.text("show", "online").text("computer", "desk"));
    after.send("presence", json -> json.text("show", "online").text("computer", "desk"));
    before.disconnects();
    town.visitor().start("Hello");
    assertEquals(1, after.got("ring").size());
    assertEquals(0, before.got("ring").size());
  }

  @Test
  void aTranscriptIsMailedThreeTimesAtMost() {
    Person visitor = town.visitor();
    String chat = visitor.start("Hello");
    for (int i = 0; i < 3; i++) {
      assertEquals("transcript", type(transcript(visitor, chat)));
    }
    assertEquals("not-allowed", transcript(visitor, chat).text("code").orElseThrow());
    assertEquals(3, town.notices.size());
  }

  private static JsonValue.Obj transcript(Person visitor, String chat) {
    return visitor.send(
        "transcript", json -> json.text("chat", chat).text("email", "jo@mail.example"));
  }

  private static JsonValue.Obj probe(Person person, String action, String chat) {
    return person.sendAs(
        "p1", action, json -> json.text("chat", chat).number("after", 0).text("text", "hi"));
  }

  private static JsonValue.Obj say(Person person, String cid, String chat, long after) {
    return person.sendAs(
        cid,
        "message",
        json -> json.text("chat", chat).number("after", after).text("text", "once"));
  }

  private void comes(Timer timer) {
    assertTrue(town.comes(timer));
  }

  private static String state(JsonValue.Obj reply) {
    return reply.object("chat").orElseThrow().text("state").orElseThrow();
  }

  private static List<String> kinds(JsonValue.Obj reply) {
    return objects(reply, "entries").stream().map(e -> e.text("kind").orElseThrow()).toList();
  }

  private static List<Long> numbers(JsonValue.Obj reply) {
    return objects(reply, "entries").stream().map(e -> e.whole("seq").orElseThrow()).toList();
  }
}
