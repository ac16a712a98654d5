package app.firstbell.functions.town;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.credit.LedgerCredits;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.timer.TimersHandler;
import app.firstbell.functions.websocket.AcceptHandler;
import app.firstbell.functions.websocket.ChatParts;
import app.firstbell.functions.websocket.ClosingHandler;
import app.firstbell.functions.websocket.ConnectHandler;
import app.firstbell.functions.websocket.DisconnectHandler;
import app.firstbell.functions.websocket.FallbackHandler;
import app.firstbell.functions.websocket.FloodGate;
import app.firstbell.functions.websocket.LeadHandler;
import app.firstbell.functions.websocket.MessageHandler;
import app.firstbell.functions.websocket.PresenceHandler;
import app.firstbell.functions.websocket.SignalHandler;
import app.firstbell.functions.websocket.SyncHandler;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Seat;
import app.firstbell.identity.SessionId;
import app.firstbell.json.Json;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.notice.Notice;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Limits;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.Service;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.Computer;
import app.firstbell.timer.Timer;
import app.firstbell.timer.TimerText;
import app.firstbell.visitor.VisitorId;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// An organization with a room, ready to be talked in. Everything is real but time and the wire.
public final class Town {
  /// Lambda gives a context; the functions run without one when nothing is to be logged.
  @SuppressWarnings("NullAway")
  public static final Context NO_CONTEXT = (@Nullable Context) null;

  private static final Ids IDS = Ids.secure();
  private static final Limits GENEROUS = new Limits(10_000, 10_000);

  /// Where an agent of no particular session sits, who answers chats.
  public static final Seat ANSWERS =
      new Seat(
          new SessionId("s".repeat(26)),
          null,
          Computers.BOTH,
          Role.MEMBER,
          Set.of(Permission.ANSWER_CHATS));

  /// Where an agent sits who answers other organizations' chats too.
  public static final Seat OPERATES =
      new Seat(
          new SessionId("s".repeat(26)),
          null,
          Computers.BOTH,
          Role.MEMBER,
          Set.of(Permission.ANSWER_CHATS, Permission.ANSWER_AS_OPERATOR));

  /// Where an administrator sits, who may look into every chat.
  public static final Seat LOOKS_ON =
      new Seat(
          new SessionId("s".repeat(26)),
          null,
          Computers.BOTH,
          Role.ADMIN,
          Set.of(Permission.ANSWER_CHATS));

  private final AtomicInteger connections = new AtomicInteger();

  /// Whether what a ticket said still holds.
  public volatile boolean isOpen = true;

  public final TenantId tenant;
  public final MovableClock clock;
  public final Wires wires;
  public final List<Timer> timers;
  public final List<Notice> notices;
  public final ChatParts parts;
  private final Map<
          String, RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse>>
      handlers = new HashMap<>();
  private final ConnectHandler connect;
  private final DisconnectHandler disconnect;

  public Town() {
    this(Engine.client());
  }

  /// @param client the engine's, or one that does it ill
  public Town(DynamoDbClient client) {
    this(
        client,
        new TenantId("t-" + IDS.id()),
        new MovableClock(),
        new Wires(),
        new CopyOnWriteArrayList<>(),
        new CopyOnWriteArrayList<>());
  }

  private Town(
      DynamoDbClient client,
      TenantId tenant,
      MovableClock clock,
      Wires wires,
      List<Timer> timers,
      List<Notice> notices) {
    this.tenant = tenant;
    this.clock = clock;
    this.wires = wires;
    this.timers = timers;
    this.notices = notices;
    parts =
        new ChatParts(
            client, Engine.CHATS, timers::add, wires, clock, new Contention(Pause.jittered()));
    OrganizationStore organizations = new OrganizationStore(Engine.client(), Engine.ACCOUNTS);
    Room general = new Room(new RoomName(RoomId.GENERAL, "GENERAL"), Room.USUAL_RING_TIME);
    organizations.put(
        new Organization(
            tenant, "Northwind Tea", List.of(), GENEROUS, "Hello!", null, List.of(general.name())));
    organizations.put(tenant, general);
    BalanceStore balances = new BalanceStore(Engine.client(), Engine.ACCOUNTS);
    if (balances.balances(tenant).isEmpty()) {
      Engine.client()
          .transactWriteItems(write -> write.transactItems(balances.opening(tenant, "EUR")));
    }
    connect = new ConnectHandler(parts.connections(), _ -> isOpen, wires, clock);
    disconnect = new DisconnectHandler(parts);
    LedgerCredits credits =
        LedgerCredits.stored(client, Engine.ACCOUNTS, new Contention(Pause.jittered()));
    LeadHandler lead = new LeadHandler(parts, organizations, credits, notices::add);
    AcceptHandler accept = new AcceptHandler(parts, credits);
    SyncHandler sync = new SyncHandler(parts);
    SignalHandler signal = new SignalHandler(parts);
    ClosingHandler closing = new ClosingHandler(parts, notices::add);
    FallbackHandler fallback = new FallbackHandler(new FloodGate(clock), wires);
    handlers.putAll(
        Map.of(
            "start", lead, "leave", lead, "accept", accept, "decline", accept, "sync", sync,
            "lists", sync, "typing", signal, "mark", signal, "end", closing, "rate", closing));
    handlers.putAll(
        Map.of(
            "transcript", closing,
            "message", new MessageHandler(parts),
            "presence", new PresenceHandler(parts),
            "ping", fallback,
            "$default", fallback));
  }

  public static DynamoDbClient engine() {
    return Engine.client();
  }

  public static String accountsTable() {
    return Engine.ACCOUNTS;
  }

  public static String chatsTable() {
    return Engine.CHATS;
  }

  /// The same person at the same connection, served by functions that run on another client.
  public Person dying(DynamoDbClient client, Person person) {
    return new Person(servedBy(client), person.caller, person.connection);
  }

  /// The same town, served by functions that run on another client.
  public Town servedBy(DynamoDbClient client) {
    return new Town(client, tenant, clock, wires, timers, notices);
  }

  /// A timer's message comes.
  ///
  /// @return whether it was worked off: else it comes again
  public boolean comes(Timer timer) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("m");
    message.setBody(TimerText.write(timer));
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return new TimersHandler(parts)
        .handleRequest(event, NO_CONTEXT)
        .getBatchItemFailures()
        .isEmpty();
  }

  public Person visitor() {
    return visitor(new VisitorId(IDS.id()));
  }

  /// The organization goes on the Operations package: operators of `home` answer too, each for one
  /// of `credits`, as long as the month's fee is paid.
  public Purse onOperations(TenantId home, int credits) {
    OrganizationStore organizations = new OrganizationStore(Engine.client(), Engine.ACCOUNTS);
    organizations.put(
        organizations.organization(tenant).orElseThrow().with(new Service.Operations(home)));
    Purse purse = new Purse(tenant, clock);
    purse.open(credits);
    return purse;
  }

  /// The organization goes back to its own agents; its credits stay.
  public void backToPlatform() {
    Engine.client()
        .updateItem(update ->
            update
                .tableName(Engine.ACCOUNTS)
                .key(Item.key(tenant.value(), "org").build())
                .updateExpression("REMOVE #package, operators")
                .expressionAttributeNames(Map.of("#package", "package")));
  }

  /// The organization is suspended, or back.
  public void is(OrganizationState state) {
    Engine.client()
        .updateItem(update ->
            update
                .tableName(Engine.ACCOUNTS)
                .key(Item.key(tenant.value(), "org").build())
                .updateExpression("SET #state = :state")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(new Item().text(":state", state.word()).build()));
  }

  /// An operator of another organization, at a computer of their own, who is online.
  public Person operatorOnline(TenantId home, String id) {
    Person operator = operator(home, id);
    operator.shows("online");
    return operator;
  }

  /// The same, connected and not shown yet.
  public Person operator(TenantId home, String id) {
    return open(
        new Caller.Agent(
            home,
            new AgentCard(new AgentId(id), "Operator " + id, null, "Operator", "Hello!"),
            Set.of(),
            GENEROUS,
            OPERATES));
  }

  /// A tenant of its own, such as the home of operators.
  public static TenantId anotherTenant() {
    return new TenantId("h-" + IDS.id());
  }

  /// Another connection of a visitor: a tab.
  public Person visitor(VisitorId id) {
    return visitor(id, GENEROUS);
  }

  public Person visitor(VisitorId id, Limits limits) {
    return open(new Caller.Visitor(tenant, id, limits));
  }

  /// An agent at a computer, connected and not shown yet.
  public Person agent(String id) {
    return agent(id, GENEROUS);
  }

  public Person agent(String id, Limits limits) {
    return open(
        new Caller.Agent(
            tenant,
            new AgentCard(
                new AgentId(id),
                "Agent " + id,
                "/avatars/" + id + ".svg",
                "Tea sommelier",
                "Hello!"),
            Set.of(RoomId.GENERAL),
            limits,
            ANSWERS));
  }

  /// An agent at a seat.
  public Person agent(String id, Seat seat) {
    return open(agentAt(id, seat));
  }

  /// Somebody whose handshake is answered.
  ///
  /// @return the status of the answer
  public int connect(String id, Seat seat) {
    return arrive(person(agentAt(id, seat)));
  }

  private Caller.Agent agentAt(String id, Seat seat) {
    return new Caller.Agent(
        tenant,
        new AgentCard(new AgentId(id), "Agent " + id, null, null, null),
        Set.of(RoomId.GENERAL),
        GENEROUS,
        seat);
  }

  /// An agent who is online at a computer of their own.
  public Person agentOnline(String id) {
    Person agent = agent(id);
    agent.shows("online");
    return agent;
  }

  private Person open(Caller caller) {
    Person person = person(caller);
    arrive(person);
    return person;
  }

  private Person person(Caller caller) {
    return new Person(
        this, caller, "c" + connections.incrementAndGet() + "-" + IDS.id().substring(0, 6) + "=");
  }

  private int arrive(Person person) {
    return connect.handleRequest(person.event("$connect", null), NO_CONTEXT).getStatusCode();
  }

  APIGatewayV2WebSocketResponse route(String action, APIGatewayV2WebSocketEvent event) {
    var handler = handlers.get(action);
    if (handler == null) {
      handler = handlers.get("$default");
    }
    if (handler == null) {
      throw new IllegalStateException("no handler");
    }
    return handler.handleRequest(event, NO_CONTEXT);
  }

  void hangUp(APIGatewayV2WebSocketEvent event) {
    disconnect.handleRequest(event, NO_CONTEXT);
  }

  static Map<String, Object> authorizer(Caller caller) {
    Map<String, Object> context = new HashMap<>();
    context.put("principalId", "somebody");
    context.put("tenant", caller.tenant().value());
    context.put("party", caller.party().word());
    context.put("id", caller.id());
    context.put("rate", Integer.toString(caller.limits().rate()));
    context.put("burst", Integer.toString(caller.limits().burst()));
    if (caller instanceof Caller.Agent agent) {
      context.put("name", agent.card().name());
      context.put("greeting", String.valueOf(agent.card().greeting()));
      context.put(
          "rooms", agent.rooms().stream().map(RoomId::value).collect(Collectors.joining(",")));
      context.put("session", agent.seat().session().value());
      context.put("computers", agent.seat().computers().word());
      context.put("role", agent.seat().role().word());
      context.put(
          "permissions",
          agent.seat().permissions().stream()
              .map(Permission::word)
              .collect(Collectors.joining(",")));
      Computer computer = agent.seat().computer();
      if (computer != null) {
        context.put("computer", computer.value());
      }
    }
    return context;
  }

  /// A frame that says nothing.
  public static JsonValue.Obj nothing() {
    return Json.object("{}");
  }
}
