package app.firstbell.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.credit.CreditGuard;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.identity.Seat;
import app.firstbell.identity.SessionId;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.timer.Timer;
import app.firstbell.visitor.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rules of a chat, as pure functions.
class RulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final TenantId TENANT = new TenantId("demo");
  private static final VisitorId JO = new VisitorId("j".repeat(26));
  private static final ConnectionId TAB = new ConnectionId("tab=");
  private static final Caller.Visitor VISITOR = new Caller.Visitor(TENANT, JO, Limits.USUAL);
  private static final Caller.Agent MARTA = agent("marta");
  private static final Caller.Agent PRIYA = agent("priya");

  /// An own agent's accept asks for no credit.
  private static final CreditGuard NO_CREDITS =
      reservation -> {
        throw new AssertionError("a credit was reserved: " + reservation);
      };

  private static final Head RINGING = head(new Stage.Ringing(NOW.plusSeconds(45)));
  private static final Head ACTIVE = head(new Stage.Active(MARTA.card(), NOW));
  private static final Head ENDED =
      head(new Stage.Ended(MARTA.card(), NOW, NOW, EndReason.VISITOR));
  private static final Head MISSED = head(new Stage.Missed(NOW, MissReason.NOBODY_ACCEPTED, null));

  @Test
  void aMessageGoesBehindTheLastEntry() {
    assertEquals(new Place.Next(4), place(ACTIVE, 3, VISITOR, 3, "m"));
    assertEquals(new Place.Next(4), place(RINGING, 3, VISITOR, 3, "m"));
  }

  @Test
  void whoHasNotSeenEverythingIsLookedUpFirst() {
    assertEquals(new Place.LookFirst(2, 5), place(ACTIVE, 5, VISITOR, 1, "m"));
    // The one entry that was not seen has been read already.
    assertEquals(new Place.Next(6), place(ACTIVE, 5, VISITOR, 4, "m"));
  }

  @Test
  void aRepeatIsKnownByItsWriterAndItsId() {
    Entry last = message(5, VISITOR, "m");
    assertEquals(
        new Place.Stored(last),
        WritingRules.place(
            Optional.of(new LogEnd(ACTIVE, last)), VISITOR, 3, "m", Freshness.EVENTUAL));
    assertEquals(
        new Place.Next(6),
        WritingRules.place(
            Optional.of(new LogEnd(ACTIVE, last)), MARTA, 5, "m", Freshness.EVENTUAL));
  }

  @Test
  void whoDoesNotWaitForAnswersIsTooFastAfterTheBurst() {
    int burst = VISITOR.limits().burst();
    Entry own = message(2 + burst, VISITOR, "m");
    assertEquals(
        new Place.LookFirst(3, 2 + burst),
        WritingRules.place(
            Optional.of(new LogEnd(ACTIVE, own)), VISITOR, 2, "n", Freshness.EVENTUAL));
    assertEquals(
        new Place.TooFast(),
        WritingRules.place(
            Optional.of(new LogEnd(ACTIVE, own)), VISITOR, 1, "n", Freshness.EVENTUAL));
    // The other side wrote much while this one was away: that is no flood.
    assertEquals(
        new Place.LookFirst(2, 2 + burst),
        WritingRules.place(
            Optional.of(new LogEnd(ACTIVE, own)), MARTA, 1, "n", Freshness.EVENTUAL));
  }

  @Test
  void anOldReadRefusesNothing() {
    for (Freshness freshness : Freshness.values()) {
      boolean old = freshness == Freshness.EVENTUAL;
      Place absent = WritingRules.place(Optional.empty(), VISITOR, 0, "m", freshness);
      Place notYetMine = at(RINGING, 3, MARTA, 3, freshness);
      Place ahead = at(ACTIVE, 3, VISITOR, 9, freshness);
      assertEquals(old ? new Place.ReadAgain() : new Place.NotFound(), absent);
      assertEquals(old ? new Place.ReadAgain() : new Place.NotFound(), notYetMine);
      assertEquals(old ? new Place.ReadAgain() : new Place.Ahead(3), ahead);
    }
  }

  @Test
  void theLogClosesAChatThatTheHeadStillHoldsOpen() {
    Entry ended = new Entry(4, NOW, Author.SYSTEM, new Happening.Ended(EndReason.AGENT));
    assertEquals(
        new Place.Over(),
        WritingRules.place(
            Optional.of(new LogEnd(ACTIVE, ended)), VISITOR, 4, "m", Freshness.EVENTUAL));
    assertEquals(new Place.Over(), place(ENDED, 4, VISITOR, 4, "m"));
    assertEquals(new Place.LookFirst(3, 4), place(ENDED, 4, VISITOR, 2, "m"));
  }

  @Test
  void strangersSeeNothing() {
    Caller stranger = new Caller.Visitor(TENANT, new VisitorId("s".repeat(26)), Limits.USUAL);
    for (Head head : List.of(RINGING, ACTIVE, ENDED, MISSED)) {
      assertEquals(false, Access.mayRead(head, stranger));
      assertEquals(true, Access.mayRead(head, VISITOR));
    }
    assertEquals(true, Access.mayRead(RINGING, PRIYA));
    assertEquals(true, Access.mayRead(MISSED, PRIYA));
    assertEquals(false, Access.mayRead(ACTIVE, PRIYA));
    assertEquals(false, Access.mayRead(ENDED, PRIYA));
    Caller.Agent elsewhere =
        new Caller.Agent(
            TENANT, PRIYA.card(), Set.of(new RoomId("other")), Limits.USUAL, seat(Role.MEMBER));
    assertEquals(false, Access.mayRead(RINGING, elsewhere));
  }

  /// C7: an administrator may look into any chat, and that is all they may.
  @Test
  void anAdministratorMayLookOn() {
    Caller.Agent admin =
        new Caller.Agent(
            TENANT, PRIYA.card(), Set.of(new RoomId("other")), Limits.USUAL, seat(Role.ADMIN));
    for (Head head : List.of(RINGING, ACTIVE, ENDED, MISSED)) {
      assertEquals(true, Access.mayLookOn(head, admin));
      assertEquals(false, Access.isParty(head, admin));
      assertEquals(Access.mayRead(head, PRIYA), Access.mayLookOn(head, PRIYA));
    }
  }

  @Test
  void acceptingDependsOnWhereTheChatStands() {
    assertInstanceOf(
        Moves.Decision.Go.class, Accepting.decide(RINGING, MARTA, TAB, NOW, NO_CREDITS));
    assertEquals(
        new Moves.Decision.Stay<>(new Accepting.Accepted.Mine(ACTIVE)),
        Accepting.decide(ACTIVE, MARTA, TAB, NOW, NO_CREDITS));
    Late late = new Late(PRIYA.card().id(), "priya", Duration.ofMillis(7));
    assertEquals(
        new Moves.Decision.Stay<>(new Accepting.Accepted.Taken(ACTIVE, late)),
        Accepting.decide(ACTIVE, PRIYA, TAB, NOW.plusMillis(7), NO_CREDITS));
    assertEquals(
        new Moves.Decision.Stay<>(new Accepting.Accepted.Over()),
        Accepting.decide(MISSED, PRIYA, TAB, NOW, NO_CREDITS));
    // Clocks of two machines differ: nobody is late by less than nothing.
    assertEquals(
        new Moves.Decision.Stay<>(
            new Accepting.Accepted.Taken(
                ACTIVE, new Late(PRIYA.card().id(), "priya", Duration.ZERO))),
        Accepting.decide(ACTIVE, PRIYA, TAB, NOW.minusMillis(7), NO_CREDITS));
  }

  @Test
  void hangingUpEndsOrMissesAndARepeatChangesNothing() {
    assertEquals("missed", next(Ending.hangUp(RINGING, VISITOR, NOW)).word());
    assertEquals("ended", next(Ending.hangUp(ACTIVE, VISITOR, NOW)).word());
    assertEquals("ended", next(Ending.hangUp(ACTIVE, MARTA, NOW)).word());
    assertEquals(
        new Moves.Decision.Stay<>(new Ending.Ended.Before(ENDED)),
        Ending.hangUp(ENDED, MARTA, NOW));
    assertEquals(
        new Moves.Decision.Stay<>(new Ending.Ended.NotFound()), Ending.hangUp(ACTIVE, PRIYA, NOW));
  }

  @Test
  void aTimerForAnotherEpochDoesNothing() {
    Attendance gone = new Attendance(Set.of(), 4, NOW);
    Head lost = ACTIVE.with(Party.AGENT, gone);
    assertEquals("ended", next(Ending.expire(lost, grace(4), NOW)).word());
    for (Head head :
        List.of(
            ACTIVE,
            ACTIVE.with(Party.AGENT, new Attendance(Set.of(TAB), 4, null)),
            ACTIVE.with(Party.AGENT, new Attendance(Set.of(), 5, NOW)),
            ENDED.with(Party.AGENT, gone))) {
      assertEquals(
          new Moves.Decision.Stay<>(new Ending.Ended.Stale()), Ending.expire(head, grace(4), NOW));
    }
  }

  @Test
  void aRingEndsByItsOwnTimerAlone() {
    Timer ring = new Timer.RingTimeout(TENANT, RINGING.id(), NOW.plusSeconds(45));
    assertEquals("missed", next(Ending.expire(RINGING, ring, NOW)).word());
    // That of a start which died before the chat was there, and whose repeat opened it later.
    Timer former = new Timer.RingTimeout(TENANT, RINGING.id(), NOW.plusSeconds(40));
    assertEquals(
        new Moves.Decision.Stay<>(new Ending.Ended.Stale()), Ending.expire(RINGING, former, NOW));
    assertEquals(
        new Moves.Decision.Stay<>(new Ending.Ended.Stale()), Ending.expire(ACTIVE, ring, NOW));
  }

  @Test
  void aTimerThatComesTwiceFindsWhatItHasMade() {
    Timer ring = new Timer.RingTimeout(TENANT, RINGING.id(), NOW);
    assertEquals(
        new Moves.Decision.Stay<>(new Ending.Ended.Before(MISSED)),
        Ending.expire(MISSED, ring, NOW));
    Head lost =
        head(new Stage.Ended(MARTA.card(), NOW, NOW, EndReason.AGENT_LOST))
            .with(Party.AGENT, new Attendance(Set.of(), 4, NOW));
    assertEquals(
        new Moves.Decision.Stay<>(new Ending.Ended.Before(lost)),
        Ending.expire(lost, grace(4), NOW));
    assertEquals(
        new Moves.Decision.Stay<>(new Ending.Ended.Stale()), Ending.expire(lost, grace(3), NOW));
  }

  /// Many writers, whose reads are as old as chance wills, and who repeat what they are not sure
  /// of.
  @Test
  void whateverTheReadsTheLogHasNoGapAndNoDouble() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<Entry> log = new ArrayList<>();
      log.add(message(1, VISITOR, "first"));
      Map<String, Long> acknowledged = new HashMap<>();
      for (int step = 0; step < 60; step++) {
        Caller writer = random.nextBoolean() ? VISITOR : MARTA;
        String cid = "m" + random.nextInt(20);
        long after = 1 + random.nextInt(log.size());
        boolean wasSent = acknowledged.containsKey(writer.id() + cid);
        long seq = write(log, random, writer, wasSent ? 0 : after, cid);
        if (seq > 0) {
          Long before = acknowledged.put(writer.id() + cid, seq);
          assertTrue(
              before == null || before == seq, "seed " + seed + ": " + cid + " stands twice");
        }
      }
      for (int i = 0; i < log.size(); i++) {
        assertEquals(i + 1, log.get(i).seq(), "seed " + seed);
      }
    }
  }

  /// One write as [Writing] does it, over a list; 0 when it was refused.
  private static long write(List<Entry> log, Random random, Caller writer, long after, String cid) {
    int seen = 1 + random.nextInt(log.size());
    Place place =
        WritingRules.place(
            Optional.of(new LogEnd(ACTIVE, log.get(seen - 1))),
            writer,
            after,
            cid,
            Freshness.EVENTUAL);
    if (place instanceof Place.ReadAgain) {
      place =
          WritingRules.place(
              Optional.of(new LogEnd(ACTIVE, log.getLast())),
              writer,
              after,
              cid,
              Freshness.CONSISTENT);
    }
    Author author = Access.author(ACTIVE, writer);
    return switch (place) {
      case Place.Stored stored -> stored.entry().seq();
      case Place.LookFirst look -> {
        for (Entry entry : log.subList((int) look.from() - 1, (int) look.to())) {
          if (WritingRules.isRepeat(entry, author, cid)) {
            yield entry.seq();
          }
        }
        yield walk(log, look.to() + 1, writer, cid);
      }
      case Place.Next next -> walk(log, next.seq(), writer, cid);
      case Place.ReadAgain _, Place.NotFound _, Place.Over _, Place.TooFast _, Place.Ahead _ -> 0;
    };
  }

  private static long walk(List<Entry> log, long from, Caller writer, String cid) {
    long seq = from;
    while (seq <= log.size()) {
      if (WritingRules.isRepeat(log.get((int) seq - 1), Access.author(ACTIVE, writer), cid)) {
        return seq;
      }
      seq++;
    }
    log.add(message(seq, writer, cid));
    return seq;
  }

  private static Place place(Head head, long last, Caller caller, long after, String cid) {
    return WritingRules.place(
        Optional.of(new LogEnd(head, message(last, MARTA, "other"))),
        caller,
        after,
        cid,
        Freshness.EVENTUAL);
  }

  private static Place at(Head head, long last, Caller caller, long after, Freshness freshness) {
    return WritingRules.place(
        Optional.of(new LogEnd(head, message(last, MARTA, "other"))),
        caller,
        after,
        "m",
        freshness);
  }

  private static Stage next(Moves.Decision<?> decision) {
    return assertInstanceOf(Moves.Decision.Go.class, decision).next();
  }

  private static Timer grace(long epoch) {
    return new Timer.Grace(TENANT, ACTIVE.id(), Party.AGENT, epoch, NOW);
  }

  private static Entry message(long seq, Caller by, String cid) {
    return new Entry(seq, NOW, Access.author(RINGING, by), new Happening.Message(cid, "text"));
  }

  private static Caller.Agent agent(String id) {
    return new Caller.Agent(
        TENANT,
        new AgentCard(new AgentId(id), id, null, null, null),
        Set.of(RoomId.GENERAL),
        Limits.USUAL,
        seat(Role.MEMBER));
  }

  private static Seat seat(Role role) {
    return new Seat(
        new SessionId("s".repeat(26)), null, Computers.BOTH, role, Set.of(Permission.ANSWER_CHATS));
  }

  private static Head head(Stage stage) {
    return new Head(
        TENANT,
        ChatId.startedBy(TENANT, JO, "c1"),
        new RoomName(RoomId.GENERAL, "GENERAL"),
        new Lead(JO, "Jo", null, 0, null, "Hello", Map.of()),
        NOW,
        1,
        stage,
        Attendance.of(TAB),
        Attendance.NONE,
        1);
  }
}
