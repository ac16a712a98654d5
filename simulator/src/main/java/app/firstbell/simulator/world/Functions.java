package app.firstbell.simulator.world;

import app.firstbell.agent.MemberStore;
import app.firstbell.audit.AuditStore;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.HeadReader;
import app.firstbell.chat.StageStore;
import app.firstbell.credit.CreditWarnings;
import app.firstbell.credit.LedgerCredits;
import app.firstbell.dynamo.Contention;
import app.firstbell.functions.ledger.LedgerCheckHandler;
import app.firstbell.functions.notice.Mailing;
import app.firstbell.functions.notice.NoticesHandler;
import app.firstbell.functions.stream.Addresses;
import app.firstbell.functions.stream.AuditHandler;
import app.firstbell.functions.stream.MeteringHandler;
import app.firstbell.functions.stream.OutboxHandler;
import app.firstbell.functions.timer.TimersHandler;
import app.firstbell.functions.websocket.AcceptHandler;
import app.firstbell.functions.websocket.ChatParts;
import app.firstbell.functions.websocket.ClosingHandler;
import app.firstbell.functions.websocket.ConnectHandler;
import app.firstbell.functions.websocket.DisconnectHandler;
import app.firstbell.functions.websocket.FallbackHandler;
import app.firstbell.functions.websocket.FloodGate;
import app.firstbell.functions.websocket.LeadHandler;
import app.firstbell.functions.websocket.ManagementWire;
import app.firstbell.functions.websocket.MessageHandler;
import app.firstbell.functions.websocket.PresenceHandler;
import app.firstbell.functions.websocket.SignalHandler;
import app.firstbell.functions.websocket.SyncHandler;
import app.firstbell.functions.websocket.Wire;
import app.firstbell.identity.Links;
import app.firstbell.identity.TokenKeys;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Holds;
import app.firstbell.ledger.Ledger;
import app.firstbell.notice.LinkMails;
import app.firstbell.notice.NoticeStore;
import app.firstbell.notice.SqsNotices;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.simulator.table.Written;
import app.firstbell.timer.SqsTimers;
import app.firstbell.transaction.Transactions;
import app.firstbell.use.ChatAllowances;
import app.firstbell.use.Metering;
import app.firstbell.use.Settlement;
import app.firstbell.use.UseCounter;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The real functions, wired as the stack wires them.
final class Functions {
  /// Functions run without a context where nothing is to be logged.
  @SuppressWarnings("NullAway")
  private static final Context NO_CONTEXT = (@Nullable Context) null;

  private static final Set<String> OVER = Set.of("ended", "missed");
  private static final int CHATS_IN_A_PART = 2;

  /// Fewer than the stack's: so that some are given up, and the nightly check has something to do.
  private static final int METERINGS_TRIES = 2;

  private final Map<
          String, RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse>>
      routes = new HashMap<>();
  private final List<Stream> streams = new ArrayList<>();

  /// Those whose dead come again. What metering gives up nobody brings again, for AWS keeps none of
  /// it: the nightly check finds the chats in their logs.
  private final List<Stream> redriven = new ArrayList<>();

  private final List<Queue> queues = new ArrayList<>();
  private final Gateway gateway;
  private final Ledger ledger;
  private final BalanceStore balances;
  private final Transactions transactions;
  private final LedgerCheckHandler check;

  Functions(Town town) {
    Cloud cloud = town.cloud();
    Sabotage sabotage = new Sabotage(cloud, town.tables());
    DynamoPort tables = new DynamoPort(cloud, town.tables(), sabotage);
    SqsPort sqs = new SqsPort(cloud, sabotage);
    Contention contention = new Contention(cloud.pause());
    gateway = new Gateway(cloud, town.dice(), this::route);
    Wire wire = new ManagementWire(new ManagementPort(cloud, gateway), cloud.pause());
    SqsTimers timers = new SqsTimers(sqs, Town.TIMERS, town.scheduler());
    SqsNotices notices = new SqsNotices(sqs, Town.NOTICES);
    ChatParts parts = new ChatParts(tables, Town.CHATS, timers, wire, town.scheduler(), contention);
    LedgerCredits credits = LedgerCredits.stored(tables, Town.ACCOUNTS, contention);
    sockets(parts, new OrganizationStore(tables, Town.ACCOUNTS), credits, notices, wire, town);
    this.ledger = new Ledger(tables, Town.ACCOUNTS, contention);
    this.balances = new BalanceStore(tables, Town.ACCOUNTS);
    this.transactions = new Transactions(tables, Town.ACCOUNTS, contention);

    NoticesHandler noticesHandler = new NoticesHandler(mailing(tables, contention, town));
    TimersHandler timersHandler = new TimersHandler(parts);
    queue(
        sqs,
        Town.TIMERS,
        new Queue(
            Town.TIMERS,
            cloud,
            town.dice(),
            event -> timersHandler.handleRequest(event, NO_CONTEXT)));
    queue(
        sqs,
        Town.NOTICES,
        new Queue(
            Town.NOTICES,
            cloud,
            town.dice(),
            event -> noticesHandler.handleRequest(event, NO_CONTEXT)));

    AuditHandler audit = new AuditHandler(new AuditStore(tables, Town.ACCOUNTS, contention));
    streams.add(
        new Stream(
            new Stream.Mapping("audit-chats", Town.CHATS, Functions::isStateChange, 100, 0),
            cloud,
            town.dice(),
            event -> sabotage.of(audit.handleRequest(event, NO_CONTEXT))));
    streams.add(
        new Stream(
            new Stream.Mapping("audit-accounts", Town.ACCOUNTS, isNewWith("act"), 100, 0),
            cloud,
            town.dice(),
            event -> sabotage.of(audit.handleRequest(event, NO_CONTEXT))));
    Metering metering = metering(tables, contention, town);
    MeteringHandler meteringHandler = new MeteringHandler(metering);
    Stream meteringStream =
        new Stream(
            new Stream.Mapping(
                "metering", Town.CHATS, Functions::isOver, 100, 2_000_000, METERINGS_TRIES),
            cloud,
            town.dice(),
            event -> sabotage.of(meteringHandler.handleRequest(event, NO_CONTEXT)));
    check =
        new LedgerCheckHandler(
            tables,
            Town.ACCOUNTS,
            Town.CHATS,
            contention,
            metering,
            cloud.pause(),
            town.scheduler());
    OutboxHandler outbox =
        new OutboxHandler(
            notices,
            parts.connections(),
            wire,
            new Addresses(new MemberStore(tables, Town.ACCOUNTS), transactions),
            new CreditWarnings(tables, Town.ACCOUNTS, contention, town.scheduler()));
    streams.add(
        new Stream(
            new Stream.Mapping(
                "outbox",
                Town.ACCOUNTS,
                hasNow("mail").or(isNewWith("closes")).or(Functions::isWatched),
                100,
                0),
            cloud,
            town.dice(),
            event -> sabotage.of(outbox.handleRequest(event, NO_CONTEXT))));
    redriven.addAll(streams);
    streams.add(meteringStream);
  }

  /// With parts that are soon full: a town has few chats.
  private static Metering metering(DynamoDbClient tables, Contention contention, Town town) {
    ChatTable chats = new ChatTable(tables, Town.CHATS, contention);
    return new Metering(
        new HeadReader(chats),
        new OrganizationStore(tables, Town.ACCOUNTS),
        new UseCounter(tables, Town.ACCOUNTS, contention, CHATS_IN_A_PART),
        new ChatAllowances(tables, Town.ACCOUNTS, contention),
        new Settlement(new ChatLog(chats), new Holds(tables, Town.ACCOUNTS, contention)),
        town.scheduler());
  }

  private static Mailing mailing(DynamoDbClient tables, Contention contention, Town town) {
    ChatTable chats = new ChatTable(tables, Town.CHATS, contention);
    return new Mailing(
        new StageStore(chats),
        new ChatLog(chats),
        new OrganizationStore(tables, Town.ACCOUNTS),
        new MemberStore(tables, Town.ACCOUNTS),
        new Links(tables, Town.ACCOUNTS, new TokenKeys("k".repeat(64)), town.ids()),
        new LinkMails("https://app.example"),
        new NoticeStore(tables, Town.ACCOUNTS),
        mail ->
            town.cloud()
                .call(
                    Cloud.Kind.SEND,
                    () -> "mail " + mail.to() + " " + mail.subject(),
                    () ->
                        town.records()
                            .add(new Records.Mailed(mail.to(), mail.subject(), mail.text()))),
        town.scheduler());
  }

  private static boolean isWatched(Written written) {
    Map<String, AttributeValue> item = written.after();
    return item != null && item.containsKey("watch");
  }

  Ledger ledger() {
    return ledger;
  }

  BalanceStore balances() {
    return balances;
  }

  Transactions transactions() {
    return transactions;
  }

  Gateway gateway() {
    return gateway;
  }

  void tell(Written written) {
    streams.forEach(stream -> stream.take(written));
  }

  /// What lies with the dead comes once more.
  void redrive() {
    redriven.forEach(Stream::redrive);
    queues.forEach(Queue::redrive);
  }

  /// The check of every night.
  void check() {
    check.handleRequest(Map.of(), NO_CONTEXT);
  }

  private void sockets(
      ChatParts parts,
      OrganizationStore organizations,
      LedgerCredits credits,
      SqsNotices notices,
      Wire wire,
      Town town) {
    LeadHandler lead = new LeadHandler(parts, organizations, credits, notices);
    AcceptHandler accept = new AcceptHandler(parts, credits);
    SyncHandler sync = new SyncHandler(parts);
    SignalHandler signal = new SignalHandler(parts);
    ClosingHandler closing = new ClosingHandler(parts, notices);
    FallbackHandler fallback = new FallbackHandler(new FloodGate(town.scheduler()), wire);
    for (String action : List.of("start", "leave")) {
      routes.put(action, lead);
    }
    for (String action : List.of("accept", "decline")) {
      routes.put(action, accept);
    }
    for (String action : List.of("sync", "lists")) {
      routes.put(action, sync);
    }
    for (String action : List.of("typing", "mark")) {
      routes.put(action, signal);
    }
    for (String action : List.of("end", "rate", "transcript")) {
      routes.put(action, closing);
    }
    routes.put("message", new MessageHandler(parts));
    routes.put("presence", new PresenceHandler(parts));
    routes.put("$default", fallback);
    routes.put(
        "$connect", new ConnectHandler(parts.connections(), _ -> true, wire, town.scheduler()));
    routes.put("$disconnect", new DisconnectHandler(parts));
  }

  private APIGatewayV2WebSocketResponse route(String route, APIGatewayV2WebSocketEvent event) {
    return Optional.ofNullable(routes.get(route))
        .orElseThrow(() -> new IllegalStateException("no route " + route))
        .handleRequest(event, NO_CONTEXT);
  }

  private void queue(SqsPort sqs, String url, Queue queue) {
    queues.add(queue);
    sqs.serves(url, queue);
  }

  /// Entries of a chat's log that are not messages: the filter of the stack's mapping.
  private static boolean isStateChange(Written written) {
    Map<String, AttributeValue> item = written.after();
    return item != null
        && written.place().sk().startsWith("e#")
        && item.containsKey("kind")
        && !"message".equals(text(item, "kind"));
  }

  private static Predicate<Written> hasNow(String attribute) {
    return written -> {
      Map<String, AttributeValue> item = written.after();
      return item != null && item.containsKey(attribute);
    };
  }

  /// The filter of metering's mapping.
  private static boolean isOver(Written written) {
    Map<String, AttributeValue> item = written.after();
    return item != null
        && written.before() == null
        && written.place().sk().startsWith("e#")
        && OVER.contains(String.valueOf(text(item, "kind")));
  }

  private static Predicate<Written> isNewWith(String attribute) {
    return written -> {
      Map<String, AttributeValue> item = written.after();
      return written.before() == null && item != null && item.containsKey(attribute);
    };
  }

  private static @Nullable String text(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }
}
