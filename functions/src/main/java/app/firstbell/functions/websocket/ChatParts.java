package app.firstbell.functions.websocket;

import app.firstbell.chat.Accepting;
import app.firstbell.chat.Afterwards;
import app.firstbell.chat.AttendanceStore;
import app.firstbell.chat.Attending;
import app.firstbell.chat.ChatLists;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.Ending;
import app.firstbell.chat.LateStore;
import app.firstbell.chat.MarkStore;
import app.firstbell.chat.Moves;
import app.firstbell.chat.StageStore;
import app.firstbell.chat.Starting;
import app.firstbell.chat.Writing;
import app.firstbell.credit.CreditGuard;
import app.firstbell.dynamo.Contention;
import app.firstbell.functions.Environment;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.PresenceStore;
import app.firstbell.timer.SqsTimers;
import app.firstbell.timer.Timers;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What the handlers of chats are made of. Tests make it of a local engine and of timers that they
/// look at.
public record ChatParts(
    DynamoDbClient dynamoDb,
    String chatsTable,
    Timers timers,
    Wire wire,
    InstantSource clock,
    Contention contention,
    FloodGate gate) {

  /// Parts with a gate of their own.
  public ChatParts(
      DynamoDbClient dynamoDb,
      String chatsTable,
      Timers timers,
      Wire wire,
      InstantSource clock,
      Contention contention) {
    this(dynamoDb, chatsTable, timers, wire, clock, contention, new FloodGate(clock));
  }

  /// The parts of a function in its environment.
  public static ChatParts ofEnvironment() {
    return new ChatParts(
        Environment.dynamoDb(),
        Environment.variable("CHATS_TABLE"),
        new SqsTimers(
            Environment.sqs(), Environment.variable("TIMERS_QUEUE_URL"), Environment.CLOCK),
        new ManagementWire(Environment.management(), Environment.contention().pause()),
        Environment.CLOCK,
        Environment.contention(),
        FloodGate.OF_PROCESS);
  }

  /// The parts of a function that sets no timers.
  public static ChatParts withoutTimers() {
    return new ChatParts(
        Environment.dynamoDb(),
        Environment.variable("CHATS_TABLE"),
        timer -> {
          throw new IllegalStateException("this function sets no timers");
        },
        new ManagementWire(Environment.management(), Environment.contention().pause()),
        Environment.CLOCK,
        Environment.contention(),
        FloodGate.OF_PROCESS);
  }

  public Posts posts() {
    return new Posts(wire);
  }

  public ChatLog log() {
    return new ChatLog(table());
  }

  public StageStore stages() {
    return new StageStore(table());
  }

  public MarkStore marks() {
    return new MarkStore(table());
  }

  public LateStore lates() {
    return new LateStore(table());
  }

  public ChatLists lists() {
    return new ChatLists(table());
  }

  public PresenceStore presences() {
    return new PresenceStore(dynamoDb, chatsTable, contention);
  }

  public ConnectionStore connections() {
    return new ConnectionStore(dynamoDb, chatsTable, contention);
  }

  public Attending attending() {
    return new Attending(new AttendanceStore(table()), connections(), timers, clock);
  }

  public Starting starting() {
    return new Starting(stages(), lists(), presences(), timers, clock);
  }

  public Writing writing() {
    return new Writing(log(), clock, contention.pause());
  }

  public Accepting accepting(CreditGuard credits) {
    return new Accepting(moves(), lates(), credits, clock);
  }

  public Ending ending() {
    return new Ending(moves(), clock);
  }

  public Afterwards afterwards() {
    return new Afterwards(moves(), clock);
  }

  /// Pushes to the sides of a chat, and takes out who turns out to be gone.
  public ChatPosts chatPosts() {
    return new ChatPosts(posts(), attending());
  }

  /// Pushes to the consoles of a room.
  public RoomPosts roomPosts() {
    return new RoomPosts(posts(), presences(), clock);
  }

  private Moves moves() {
    return new Moves(log(), stages(), contention.pause());
  }

  private ChatTable table() {
    return new ChatTable(dynamoDb, chatsTable, contention);
  }
}
