package app.firstbell.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.credit.CreditGuard;
import app.firstbell.credit.Reservation;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Seat;
import app.firstbell.identity.SessionId;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Limits;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.Computer;
import app.firstbell.presence.ConnectionId;
import app.firstbell.presence.Presence;
import app.firstbell.presence.Show;
import app.firstbell.visitor.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What an operator may do with a chat, as pure functions.
class OperatorRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId HOME = TenantId.PLATFORM;
  private static final VisitorId JO = new VisitorId("j".repeat(26));
  private static final ConnectionId TAB = new ConnectionId("tab=");
  private static final RoomName GENERAL = new RoomName(RoomId.GENERAL, "GENERAL");
  private static final Caller.Agent NOOR_AT_HOME = agent(HOME, "noor", Role.ADMIN);
  private static final Caller.Agent NOOR = NOOR_AT_HOME.operatorOf(SHOP);
  private static final Caller.Agent OMAR = agent(HOME, "omar", Role.MEMBER).operatorOf(SHOP);
  private static final Caller.Agent STRANGER =
      agent(new TenantId("harbor"), "noor", Role.MEMBER).operatorOf(SHOP);
  private static final Caller.Agent MARTA = agent(SHOP, "marta", Role.MEMBER);
  private static final Operators OPERATORS = new Operators(HOME, "The shop");
  private static final Head RINGING = head(new Stage.Ringing(NOW.plusSeconds(45)));
  private static final Head HERS = head(new Stage.Active(NOOR.card(), NOW));
  private static final Head MARTAS = head(new Stage.Active(MARTA.card(), NOW));
  private static final Head ENDED = head(new Stage.Ended(NOOR.card(), NOW, NOW, EndReason.VISITOR));
  private static final Head MISSED = head(new Stage.Missed(NOW, MissReason.NOBODY_ACCEPTED, null));
  private static final Head NOT_FOR_OPERATORS =
      new Head(
          SHOP,
          RINGING.id(),
          GENERAL,
          RINGING.lead(),
          NOW,
          1,
          RINGING.stage(),
          Attendance.of(TAB),
          Attendance.NONE,
          1);

  private final List<Reservation> reserved = new ArrayList<>();
  private final CreditGuard guard =
      reservation -> {
        reserved.add(reservation);
        return List.of(TransactWriteItem.builder().build());
      };

  @Test
  void anOperatorIsAGuestInTheChatAndTheSamePersonAtHome() {
    assertEquals("platform--noor", NOOR.id());
    assertEquals(SHOP, NOOR.tenant());
    assertEquals(Set.of(), NOOR.rooms());
    assertFalse(NOOR.seat().mayLookOn(), "what an administrator may at home counts nothing here");
    assertEquals(HOME, NOOR.atHome().tenant());
    assertEquals("noor", NOOR.atHome().id());
    assertThrows(IllegalStateException.class, () -> NOOR.operatorOf(new TenantId("other")));
    assertThrows(IllegalStateException.class, () -> withoutPermission().operatorOf(SHOP));
    assertEquals(Set.of(RoomId.GENERAL, RoomId.OPERATORS), NOOR_AT_HOME.shownIn());
    assertEquals(Set.of(RoomId.GENERAL), withoutPermission().shownIn());
  }

  @Test
  void whoWasNotRungSeesNothing() {
    for (Head head : List.of(RINGING, HERS, MARTAS, ENDED, MISSED)) {
      assertFalse(Access.mayLookOn(head, STRANGER));
      assertFalse(Access.isParty(head, STRANGER));
    }
    assertFalse(Access.mayLookOn(NOT_FOR_OPERATORS, NOOR));
    assertFalse(Access.isOfRoom(NOT_FOR_OPERATORS, NOOR));
  }

  @Test
  void operatorsSeeWhatRingsAndWhatTheyHave() {
    assertTrue(Access.mayRead(RINGING, NOOR));
    assertTrue(Access.mayRead(HERS, NOOR));
    assertTrue(Access.mayRead(ENDED, NOOR));
    assertFalse(Access.mayRead(MISSED, NOOR), "what is left there is the organization's own");
    assertFalse(Access.mayLookOn(HERS, OMAR));
    assertFalse(Access.mayLookOn(MARTAS, NOOR));
    assertTrue(Access.isParty(HERS, NOOR));
    assertFalse(Access.isParty(HERS, OMAR));
  }

  /// The same id at home and in the organization are two people.
  @Test
  void anOwnAgentIsNeverTakenForAnOperatorNorTheOtherWayRound() {
    Caller.Agent named = agent(SHOP, "platform--noor", Role.MEMBER);
    assertFalse(Access.isParty(HERS, named));
    assertFalse(Access.isParty(HERS, agent(SHOP, "noor", Role.MEMBER)));
    assertTrue(Access.isParty(MARTAS, MARTA));
    assertFalse(Access.isParty(MARTAS, agent(HOME, "marta", Role.MEMBER).operatorOf(SHOP)));
    assertEquals(new Head.Operator(HOME, new AgentId("noor")), HERS.operator().orElseThrow());
    assertTrue(MARTAS.operator().isEmpty());
    assertTrue(RINGING.operator().isEmpty());
  }

  @Test
  void anOperatorsAcceptReservesOneCreditInTheSameWrite() {
    Moves.Decision<Accepting.Accepted> decision = Accepting.decide(RINGING, NOOR, TAB, NOW, guard);
    Moves.Decision.Go<?> go = assertInstanceOf(Moves.Decision.Go.class, decision);
    assertEquals(new Stage.Active(NOOR.card(), NOW), go.next());
    assertEquals(
        new Happening.Accepted(NOOR.card(), Duration.ZERO, Happening.Answerer.OPERATOR),
        go.happening());
    assertEquals(
        List.of(new Reservation(SHOP, RINGING.id(), HOME, new AgentId("noor"), NOW)), reserved);
    Moves.Price<?> price = Optional.ofNullable(go.price()).orElseThrow();
    assertEquals(1, price.writes().size());
    assertEquals(new Accepting.Accepted.NoCredit(RINGING), price.unpaid());
  }

  @Test
  void anOwnAgentsAcceptReservesNone() {
    Moves.Decision.Go<?> go =
        assertInstanceOf(
            Moves.Decision.Go.class, Accepting.decide(RINGING, MARTA, TAB, NOW, guard));
    assertEquals(null, go.price());
    assertEquals(new Happening.Accepted(MARTA.card(), Duration.ZERO), go.happening());
    assertEquals(List.of(), reserved);
  }

  @Test
  void whoHasLostNeedsNoCredit() {
    assertInstanceOf(Moves.Decision.Stay.class, Accepting.decide(MARTAS, NOOR, TAB, NOW, guard));
    assertEquals(
        new Moves.Decision.Stay<>(new Accepting.Accepted.Mine(HERS)),
        Accepting.decide(HERS, NOOR, TAB, NOW, guard));
    assertEquals(
        new Moves.Decision.Stay<>(new Accepting.Accepted.Over()),
        Accepting.decide(MISSED, NOOR, TAB, NOW, guard));
    for (Head head : List.of(RINGING, HERS, MARTAS, MISSED)) {
      assertEquals(
          new Moves.Decision.Stay<>(new Accepting.Accepted.NotFound()),
          Accepting.decide(head, STRANGER, TAB, NOW, guard));
    }
    assertEquals(List.of(), reserved);
  }

  @Test
  void whatNobodyHearsIsMissedAndWhyIsSaid() {
    Room room = new Room(GENERAL, Duration.ofSeconds(45));
    Starting.Hotline open = new Starting.Hotline(room, OPERATORS, Starting.Hotline.Reach.OPEN);
    Starting.Hotline used = new Starting.Hotline(room, OPERATORS, Starting.Hotline.Reach.USED_UP);
    assertEquals(
        new Stage.Missed(NOW, MissReason.NOBODY_AVAILABLE, null),
        Starting.stage(open, Starting.Rings.NONE, NOW));
    assertEquals(
        new Stage.Missed(NOW, MissReason.CHATS_USED_UP, null),
        Starting.stage(used, Starting.Rings.NONE, NOW));
    Starting.Rings operators =
        new Starting.Rings(List.of(), List.of(console("noor", "a"), console("noor", "b")));
    assertEquals(new Stage.Ringing(NOW.plusSeconds(45)), Starting.stage(open, operators, NOW));
    assertEquals(1, operators.people(), "who sits at two computers is one");
  }

  @Test
  void theHeadKeepsForWhomItRang() {
    for (Head head : List.of(RINGING, HERS, MISSED, NOT_FOR_OPERATORS)) {
      assertEquals(head.operators(), HeadItem.head(new Row(HeadItem.item(head))).operators());
      assertEquals(SHOP, HeadItem.head(new Row(HeadItem.item(head))).tenant());
    }
    assertEquals(
        "platform#agent#noor", new Row(HeadItem.item(HERS)).text("list"), "she finds it at home");
    assertEquals("shop#agent#marta", new Row(HeadItem.item(MARTAS)).text("list"));
    assertEquals("shop#closed#platform--noor", new Row(HeadItem.item(ENDED)).text("list"));
  }

  @Test
  void aConnectionNotesWhoseChatItIs() {
    ChatId chat = RINGING.id();
    assertEquals(new ChatAddress(HOME, chat), ChatAddress.noted(HOME, chat.value()));
    assertEquals(new ChatAddress(SHOP, chat), ChatAddress.noted(HOME, "shop/" + chat));
  }

  private static Presence console(String agent, String computer) {
    return new Presence(
        new AgentId(agent),
        new Computer(computer),
        agent,
        new ConnectionId(computer),
        Show.ONLINE,
        NOW.plusSeconds(60));
  }

  private static Caller.Agent withoutPermission() {
    return new Caller.Agent(
        HOME,
        NOOR_AT_HOME.card(),
        Set.of(RoomId.GENERAL),
        Limits.USUAL,
        seat(Role.MEMBER, Set.of(Permission.ANSWER_CHATS)));
  }

  private static Caller.Agent agent(TenantId tenant, String id, Role role) {
    return new Caller.Agent(
        tenant,
        new AgentCard(new AgentId(id), id, null, null, null),
        Set.of(RoomId.GENERAL),
        Limits.USUAL,
        seat(role, Set.of(Permission.ANSWER_CHATS, Permission.ANSWER_AS_OPERATOR)));
  }

  private static Seat seat(Role role, Set<Permission> permissions) {
    return new Seat(new SessionId("s".repeat(26)), null, Computers.BOTH, role, permissions);
  }

  private static Head head(Stage stage) {
    return new Head(
        SHOP,
        ChatId.startedBy(SHOP, JO, "c1"),
        GENERAL,
        new Lead(JO, "Jo", null, 0, null, "Hello", Map.of()),
        NOW,
        1,
        stage,
        Attendance.of(TAB),
        Attendance.NONE,
        1,
        OPERATORS);
  }
}
