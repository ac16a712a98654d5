package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.chat.Appended;
import app.firstbell.chat.Attendance;
import app.firstbell.chat.AttendanceStore;
import app.firstbell.chat.Author;
import app.firstbell.chat.Beside;
import app.firstbell.chat.Change;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLists;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Declined;
import app.firstbell.chat.EndReason;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Freshness;
import app.firstbell.chat.Guard;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.Late;
import app.firstbell.chat.LateStore;
import app.firstbell.chat.MarkStore;
import app.firstbell.chat.Marks;
import app.firstbell.chat.Opening;
import app.firstbell.chat.Place;
import app.firstbell.chat.Stage;
import app.firstbell.chat.StageStore;
import app.firstbell.identity.Party;
import app.firstbell.presence.ConnectionId;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

@OnEngine
class ChatStoreTest {
  private final Shop shop;
  private final ChatLog log;
  private final StageStore stages;
  private final AttendanceStore attendance;
  private final Author jo;

  ChatStoreTest(Engine engine) {
    shop = Shop.on(engine);
    log = new ChatLog(shop.chats());
    stages = new StageStore(shop.chats());
    attendance = new AttendanceStore(shop.chats());
    jo = new Author("visitor", shop.visitor().value(), "Jo");
  }

  @Test
  void aChatIsReadAsItWasWritten() {
    Head head = opened("c1");
    assertEquals(Optional.of(head), stages.head(shop.tenant(), head.id()));
    assertEquals(shop.firstEntries(), log.entries(shop.tenant(), head.id(), 0, 10));
    var end = log.end(shop.tenant(), head.id(), Freshness.CONSISTENT).orElseThrow();
    assertEquals(head, end.head());
    assertEquals(shop.firstEntries().getLast(), end.last());
  }

  @Test
  void aChatOpensOnceAndAVisitorHasOneAtATime() {
    Head head = opened("c1");
    assertInstanceOf(
        Opening.Repeated.class, stages.open(head, shop.firstEntries(), Optional.empty()));
    assertInstanceOf(
        Opening.OtherChat.class,
        stages.open(shop.ringing("c2"), shop.firstEntries(), Optional.empty()));
    assertEquals(Optional.of(head.id()), stages.current(shop.tenant(), shop.visitor()));
    assertInstanceOf(
        Opening.Opened.class,
        stages.open(shop.ringing("c2"), shop.firstEntries(), Optional.of(head.id())));
  }

  @Test
  void aPlaceIsTakenOnceAndTheLoserSeesWhatLiesThere() {
    ChatId chat = opened("c1").id();
    Entry first = Shop.message(3, jo, "m2", "one");
    assertEquals(new Appended.Stored(first), log.append(shop.tenant(), chat, first));
    assertEquals(
        new Appended.Taken(first),
        log.append(shop.tenant(), chat, Shop.message(3, jo, "m3", "two")));
    assertEquals(3, log.entries(shop.tenant(), chat, 0, 10).size());
  }

  @Test
  void aMessageIsFoundByItsWriterAndItsOwnIdOnly() {
    ChatId chat = opened("c1").id();
    Entry entry = Shop.message(3, jo, "m2", "one");
    log.append(shop.tenant(), chat, entry);
    assertEquals(
        Optional.of(entry), log.find(shop.tenant(), chat, new Place.LookFirst(1, 3), jo, "m2"));
    assertEquals(
        Optional.empty(), log.find(shop.tenant(), chat, new Place.LookFirst(1, 2), jo, "m2"));
    Author marta = new Author("agent", "marta", "Marta");
    assertEquals(
        Optional.empty(), log.find(shop.tenant(), chat, new Place.LookFirst(1, 3), marta, "m2"));
  }

  @Test
  void theFirstAcceptWinsAndTheSecondLearnsWho() {
    Head head = opened("c1");
    Change won = accept(head, "marta", 3);
    Change lost = accept(head, "priya", 3);
    assertInstanceOf(Change.Done.class, won);
    Head now = assertInstanceOf(Change.Overtaken.class, lost).now();
    assertTrue(now.isAnsweredBy(Shop.card("marta").id()));
    assertEquals(Set.of(Shop.CONSOLE), now.agent().connections());
    assertEquals(3, now.seq());
  }

  @Test
  void anAcceptWhoseNumberAMessageTookChangesNothing() {
    Head head = opened("c1");
    log.append(shop.tenant(), head.id(), Shop.message(3, jo, "m2", "Hello?"));
    assertInstanceOf(Change.PlaceTaken.class, accept(head, "marta", 3));
    assertEquals(Optional.of(head), stages.head(shop.tenant(), head.id()));
    assertInstanceOf(Change.Done.class, accept(head, "marta", 4));
  }

  @Test
  void connectionsComeAndGoAndTheLastOneIsNoted() {
    Head head = opened("c1");
    ConnectionId second = new ConnectionId("second=");
    attendance.join(shop.tenant(), head.id(), Party.VISITOR, second);
    Head one = left(head, Shop.TAB, true);
    assertEquals(Set.of(second), one.visitor().connections());
    assertEquals(one, left(head, Shop.TAB, false), "a repeat changes nothing");
    assertEquals(one, noted(one, false), "one is there");
    Head none = left(head, second, true);
    assertEquals(Set.of(), none.visitor().connections());
    assertEquals(none, noted(head, false), "a connection has come since that was read");
    Head gone = noted(none, true);
    assertEquals(new Attendance(Set.of(), 2, Shop.NOW), gone.visitor());
    Head before = attendance.join(shop.tenant(), head.id(), Party.VISITOR, Shop.TAB).orElseThrow();
    assertEquals(gone.visitor(), before.visitor());
    Head back = stages.head(shop.tenant(), head.id()).orElseThrow();
    assertEquals(new Attendance(Set.of(Shop.TAB), 3, null), back.visitor());
  }

  /// The visitor's connection leaves, or has left.
  private Head left(Head head, ConnectionId connection, boolean wasIn) {
    AttendanceStore.Outcome left =
        attendance.leave(shop.tenant(), head.id(), Party.VISITOR, connection).orElseThrow();
    assertEquals(wasIn, left.isDone());
    return left.head();
  }

  /// Whoever has read this notes that the visitor is gone.
  private Head noted(Head read, boolean isNoted) {
    AttendanceStore.Outcome noted = attendance.gone(read, Party.VISITOR, Shop.NOW).orElseThrow();
    assertEquals(isNoted, noted.isDone());
    return noted.head();
  }

  @Test
  void aGraceThatIsOutdatedEndsNothing() {
    Head head = opened("c1");
    accept(head, "marta", 3);
    Stage.Active active = new Stage.Active(Shop.card("marta"), Shop.NOW);
    Head next =
        head.at(new Stage.Ended(active.agent(), Shop.NOW, Shop.NOW, EndReason.VISITOR_LOST), 4);
    Entry entry =
        new Entry(4, Shop.NOW, Author.SYSTEM, new Happening.Ended(EndReason.VISITOR_LOST));
    Guard guard = new Guard.StillGone("active", Party.VISITOR, 1);
    assertInstanceOf(Change.Overtaken.class, stages.change(next, entry, guard, null, List.of()));
    noted(left(head, Shop.TAB, true), true);
    assertInstanceOf(Change.Done.class, stages.change(next, entry, guard, null, List.of()));
  }

  @Test
  void marksOnlyGrow() {
    ChatId chat = opened("c1").id();
    MarkStore marks = new MarkStore(shop.chats());
    assertEquals(Marks.NONE, marks.marks(shop.tenant(), chat));
    marks.raise(shop.tenant(), chat, Party.VISITOR, new Marks.Mark(5, 2));
    assertEquals(
        Optional.of(new Marks.Mark(5, 4)),
        marks.raise(shop.tenant(), chat, Party.VISITOR, new Marks.Mark(4, 4)));
    assertEquals(
        Optional.empty(), marks.raise(shop.tenant(), chat, Party.VISITOR, new Marks.Mark(3, 1)));
    marks.raise(shop.tenant(), chat, Party.AGENT, new Marks.Mark(1, 1));
    assertEquals(
        new Marks(new Marks.Mark(5, 4), new Marks.Mark(1, 1)), marks.marks(shop.tenant(), chat));
  }

  @Test
  void theFirstLateAcceptOfAnAgentIsKept() {
    ChatId chat = opened("c1").id();
    LateStore lates = new LateStore(shop.chats());
    Late late = new Late(Shop.card("priya").id(), "Priya", Duration.ofMillis(12));
    lates.keep(shop.tenant(), chat, late);
    lates.keep(shop.tenant(), chat, new Late(late.agent(), "Priya", Duration.ofMillis(99)));
    Declined declined = new Declined(Shop.card("sam").id(), "Sam", Duration.ofSeconds(3));
    lates.keep(shop.tenant(), chat, declined);
    assertEquals(new Beside(List.of(late), List.of(declined)), lates.beside(shop.tenant(), chat));
  }

  @Test
  void aChatStandsInOneListAtATime() {
    ChatLists lists = new ChatLists(shop.chats());
    Head head = opened("c1");
    listed(() -> lists.ringing(shop.tenant()).equals(List.of(head)));
    accept(head, "marta", 3);
    listed(() -> lists.ringing(shop.tenant()).isEmpty());
    listed(() -> lists.open(shop.tenant(), Shop.card("marta").id()).size() == 1);
    assertEquals(List.of(), lists.missed(shop.tenant()));
    assertEquals(1, lists.visits(shop.tenant(), shop.visitor()));
  }

  private static void listed(BooleanSupplier condition) {
    assertTrue(Await.within(Duration.ofSeconds(10), condition), "the index did not follow");
  }

  private Head opened(String cid) {
    Head head = shop.ringing(cid);
    assertInstanceOf(
        Opening.Opened.class, stages.open(head, shop.firstEntries(), Optional.empty()));
    return head;
  }

  private Change accept(Head head, String agent, long seq) {
    var card = Shop.card(agent);
    return stages.change(
        head.at(new Stage.Active(card, Shop.NOW), seq),
        new Entry(
            seq,
            Shop.NOW,
            new Author("agent", agent, card.name()),
            new Happening.Accepted(card, Duration.ZERO)),
        new Guard.StillRinging(),
        Shop.CONSOLE,
        List.of());
  }
}
