package app.firstbell.functions.websocket;

import static app.firstbell.functions.town.Person.objects;
import static app.firstbell.functions.town.Person.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.chat.Attendance;
import app.firstbell.chat.AttendanceStore;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.Head;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.organization.RoomId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.timer.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Connections that come and go between two steps of a function.
class AttendanceTest {
  private final Town town = new Town();
  private final Person marta = town.agentOnline("marta");
  private final Person visitor = town.visitor();
  private final String chat = visitor.start("Hello");

  @BeforeEach
  void theyTalk() {
    marta.accept(chat);
  }

  @Test
  void aConnectionThatEndsWhileItJoinsIsNotInTheChat() {
    Person tab = sameVisitor();
    // It has noted the chat; its end finds nothing to take away from it yet.
    DynamoDbClient slow =
        Planted.before(Town.engine(), UpdateItemRequest.class, this::joins, tab::disconnects);

    assertEquals("log", type(town.dying(slow, tab).sync(chat, 0)));

    assertEquals(Set.of(new ConnectionId(visitor.connection)), attendance().connections());
  }

  @Test
  void aConsoleThatEndsWhileItShowsItselfDoesNotRing() {
    Person priya = town.agent("priya");
    DynamoDbClient slow =
        Planted.before(Town.engine(), PutItemRequest.class, _ -> true, priya::disconnects);

    town.dying(slow, priya).shows("online");

    assertEquals(
        List.of("marta"),
        town.parts.presences().inRoom(town.tenant, RoomId.GENERAL).stream()
            .map(presence -> presence.agent().value())
            .toList());
  }

  @Test
  void whoeverHasComeBackUnknownToAnOldReadIsToldAllTheSame() {
    Person back = sameVisitor();
    // Between the read of the head, which tells whom to tell, and the message.
    DynamoDbClient slow =
        Planted.before(
            Town.engine(),
            PutItemRequest.class,
            _ -> true,
            () -> {
              visitor.disconnects();
              town.wires.vanish(visitor.connection);
              back.sync(chat, 0);
            });

    assertEquals("ack", type(town.dying(slow, marta).write(chat, 3, "There you are")));

    assertEquals(1, back.got("entry").size());
    assertEquals(0, marta.got("entry").size());
  }

  @Test
  void whoComesAndGoesWhileTheirLossIsNotedIsGoneWithATimerOfTheirOwn() {
    ConnectionId brief = new ConnectionId("brief=");
    DynamoDbClient slow =
        Planted.before(
            Town.engine(),
            UpdateItemRequest.class,
            update -> update.updateExpression().contains("#gone ="),
            () -> {
              // And who takes them away again dies before the loss is noted.
              store().join(town.tenant, new ChatId(chat), Party.VISITOR, brief);
              store().leave(town.tenant, new ChatId(chat), Party.VISITOR, brief);
            });

    town.dying(slow, visitor).disconnects();

    assertTrue(
        town.timers.getLast() instanceof Timer.Grace grace
            && grace.epoch() == attendance().epoch());
    town.clock.advance(Duration.ofSeconds(90));
    assertTrue(town.comes(town.timers.getLast()));
    assertEquals("ended", head().stage().word());
    assertEquals(
        "visitor-lost",
        objects(marta.sync(chat, 3), "entries").getFirst().text("why").orElseThrow());
  }

  private boolean joins(UpdateItemRequest update) {
    return update.updateExpression().startsWith("ADD #connections");
  }

  private Person sameVisitor() {
    return town.visitor(((Caller.Visitor) visitor.caller).visitor());
  }

  private Attendance attendance() {
    return head().visitor();
  }

  private Head head() {
    return town.parts.stages().head(town.tenant, new ChatId(chat)).orElseThrow();
  }

  private AttendanceStore store() {
    return new AttendanceStore(
        new ChatTable(Town.engine(), Town.chatsTable(), new Contention(Pause.jittered())));
  }
}
