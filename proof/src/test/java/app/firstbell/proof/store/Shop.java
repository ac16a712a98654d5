package app.firstbell.proof.store;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.chat.Attendance;
import app.firstbell.chat.Author;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.Lead;
import app.firstbell.chat.Page;
import app.firstbell.chat.Stage;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Seat;
import app.firstbell.identity.SessionId;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.Computer;
import app.firstbell.presence.ConnectionId;
import app.firstbell.proof.engine.Engine;
import app.firstbell.visitor.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tenant of its own for one test, with what its stores need.
record Shop(Engine engine, TenantId tenant, VisitorId visitor) {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final RoomName GENERAL = new RoomName(RoomId.GENERAL, "GENERAL");
  static final ConnectionId TAB = new ConnectionId("tab=");
  static final ConnectionId CONSOLE = new ConnectionId("console=");

  static Shop on(Engine engine) {
    return new Shop(engine, new TenantId(engine.newTenant()), new VisitorId(Ids.secure().id()));
  }

  Contention contention() {
    return new Contention(Pause.jittered());
  }

  ChatTable chats() {
    return new ChatTable(engine.dynamo(), engine.table("Chats"), contention());
  }

  Caller.Visitor caller() {
    return new Caller.Visitor(tenant, visitor, Limits.USUAL);
  }

  Caller.Agent agent(String id) {
    Seat seat =
        new Seat(
            new SessionId("s".repeat(26)),
            new Computer("desk"),
            Computers.TAKEOVER,
            Role.ADMIN,
            Set.of(Permission.ANSWER_CHATS));
    return new Caller.Agent(tenant, card(id), Set.of(RoomId.GENERAL), Limits.USUAL, seat);
  }

  static AgentCard card(String id) {
    return new AgentCard(new AgentId(id), "Agent " + id, "/a.svg", null, "Hello!");
  }

  ChatId chat(String cid) {
    return ChatId.startedBy(tenant, visitor, cid);
  }

  Head ringing(String cid) {
    return new Head(
        tenant,
        chat(cid),
        GENERAL,
        new Lead(
            visitor,
            "Jo",
            null,
            2,
            new Page("https://shop.example/", "Shop"),
            "Hello",
            Map.of("Order number", "NT-1042")),
        NOW,
        2,
        new Stage.Ringing(NOW.plus(Duration.ofSeconds(45))),
        Attendance.of(TAB),
        Attendance.NONE,
        1);
  }

  List<Entry> firstEntries() {
    Author jo = new Author("visitor", visitor.value(), "Jo");
    return List.of(
        new Entry(
            1,
            NOW,
            jo,
            new Happening.Ringing(
                GENERAL,
                new Page("https://shop.example/", "Shop"),
                "Jo",
                null,
                Map.of("Which tea?", "Green"),
                2)),
        message(2, jo, "m1", "Hello"));
  }

  static Entry message(long seq, Author by, String cid, String text) {
    return new Entry(seq, NOW, by, new Happening.Message(cid, text));
  }
}
