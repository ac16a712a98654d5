package app.firstbell.simulator.world;

import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Ids;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.organization.Limits;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.Service;
import app.firstbell.organization.TenantId;
import app.firstbell.simulator.Plan;
import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.schedule.Scheduler;
import app.firstbell.simulator.schedule.Task;
import app.firstbell.simulator.schedule.Trace;
import app.firstbell.simulator.table.Index;
import app.firstbell.simulator.table.MemoryDynamo;
import app.firstbell.simulator.table.Place;
import app.firstbell.simulator.table.Written;
import app.firstbell.simulator.world.Weather.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Everything there is in one run: organizations, people, tables, queues, streams, sockets, and the
/// weather. It goes on for some minutes of its own time; then the weather gets fair, everybody
/// comes back once more and leaves, and what waits comes to its end.
public final class Town {
  public static final String CHATS = "Chats";
  public static final String ACCOUNTS = "Accounts";
  public static final String ADMINISTRATOR = "boss@mail.example";
  static final String TIMERS = "timers";
  static final String NOTICES = "notices";
  static final String PLATFORM = "platform";

  /// An organization for which operators answer too.
  public static final String OPERATIONS = "t-north";

  /// An organization that somebody wants to delete.
  static final String BRIEF = "t-brief";

  /// An organization that may go into debt.
  static final String OWING = "t-owing";

  /// How far, in cents.
  private static final long LIMIT = 5_000;

  /// Two minutes before a month ends.
  private static final Instant BEGAN = Instant.parse("2026-11-30T23:58:00Z");

  private static final Limits LIMITS = new Limits(10, 30);
  private static final long MOST_STEPS = 400_000;
  private static final long STORM_MICROS = 180_000_000;
  private static final long OLDEST_READ_MILLIS = 1_500;

  /// When the nightly check runs: after everybody has left, and what metering gave up is older than
  /// a day.
  private static final long NIGHT_MICROS = Duration.ofHours(26).toMillis() * 1000;

  private static final long PATIENCE_MICROS = STORM_MICROS + 750_000_000;

  private final Plan plan;
  private final Dice dice;
  private final Dice ids;
  private final Trace trace;
  private final Scheduler scheduler;
  private final Weather weather;
  private final Cloud cloud;
  private final MemoryDynamo tables;
  private final Functions functions;
  private final Records records = new Records();
  private final List<String> tenants = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();
  private final List<Agent> crew = new ArrayList<>();
  private int told;
  private long founded;

  public Town(Plan plan, Trace trace) {
    this.plan = plan;
    this.trace = trace;
    this.dice = new Dice(plan.seed());
    this.ids = dice.fork("ids");
    this.scheduler = new Scheduler(BEGAN, dice, MOST_STEPS);
    this.weather = new Weather(dice.fork("weather"));
    this.cloud = new Cloud(scheduler, plan, weather, trace);
    this.tables =
        new MemoryDynamo(scheduler, this::age)
            .with(
                CHATS,
                new Index("lists", "list", "listAt", Index.Projection.ALL),
                new Index("visits", "visit", "listAt", Index.Projection.KEYS_ONLY))
            .with(ACCOUNTS);
    this.functions = new Functions(this);
    cloud.whenChanged(this::tellStreams);
  }

  /// Runs it to its end.
  public void run() {
    Dice size = dice.fork("size");
    organization(OPERATIONS, 2 + size.below(2), 1, new Service.Operations(new TenantId(PLATFORM)));
    organization("t-quiet", 1, 2, Service.OWN_AGENTS);
    organization(PLATFORM, 0, 1 + size.below(2), Service.OWN_AGENTS);
    organization(BRIEF, 0, 0, Service.OWN_AGENTS);
    organization(OWING, 0, 0, Service.OWN_AGENTS);
    tables.transactWriteItems(write ->
        write.transactItems(
            new BalanceStore(tables, ACCOUNTS).limiting(new TenantId(OWING), LIMIT)));
    new MemberStore(tables, ACCOUNTS).put(new TenantId(OPERATIONS), People.administrator());
    new Bookkeepers(this).open();
    tellStreams();
    founded = tables.written().getLast().commit();
    scheduler.at(STORM_MICROS, this::heal);
    scheduler.run();
  }

  /// Every item of a table.
  public Map<Place, Map<String, AttributeValue>> items(String table) {
    return tables.items(table);
  }

  public Instant now() {
    return scheduler.instant();
  }

  public MemoryDynamo tables() {
    return tables;
  }

  public Records records() {
    return records;
  }

  public List<String> tenants() {
    return tenants;
  }

  /// Whether a connection has ended, and the function that is told of it came to its end too.
  public boolean wasToldOfEnd(String connection) {
    return functions.gateway().ends().get(connection) == Gateway.End.TOLD;
  }

  /// Ids that come of the seed.
  Ids ids() {
    return count -> {
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) ids.next();
      }
      return bytes;
    };
  }

  /// Ids of one person, so that theirs do not depend on others'.
  Ids ids(String whose) {
    Dice own = dice.fork("ids of " + whose);
    return count -> {
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) own.next();
      }
      return bytes;
    };
  }

  Functions functions() {
    return functions;
  }

  Plan plan() {
    return plan;
  }

  Dice dice() {
    return dice;
  }

  Trace trace() {
    return trace;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Cloud cloud() {
    return cloud;
  }

  Gateway gateway() {
    return functions.gateway();
  }

  /// The agents of all organizations.
  List<Agent> crew() {
    return crew;
  }

  boolean isHealed() {
    return weather.isCalm();
  }

  /// The running task waits for fair weather.
  void untilHealed() {
    if (!isHealed()) {
      scheduler.sleep(STORM_MICROS - scheduler.micros() + 1_000);
    }
  }

  /// Fair for so long that whatever went wrong has been answered.
  boolean isLongHealed() {
    return scheduler.micros() > STORM_MICROS + 40_000_000;
  }

  /// The running task waits until everything that waits for a timer has come to its end.
  void untilPatient() {
    if (scheduler.micros() < PATIENCE_MICROS) {
      scheduler.sleep(PATIENCE_MICROS - scheduler.micros() + 1_000);
    }
  }

  /// Whose chat it is; empty when there is none such.
  String tenantOf(String chat) {
    @Nullable String known = owners.get(chat);
    if (known != null) {
      return known;
    }
    Optional<String> found =
        tenants.stream().filter(tenant -> !ownerOf(tenant, chat).isEmpty()).findFirst();
    found.ifPresent(tenant -> owners.put(chat, tenant));
    return found.orElse("");
  }

  /// The visitor who started a chat.
  String ownerOf(String chat) {
    return ownerOf(tenantOf(chat), chat);
  }

  /// The tenant whose operators answer an organization's chats; empty for none.
  String homeOf(String tenant) {
    return tenant.equals(OPERATIONS) ? PLATFORM : "";
  }

  private String ownerOf(String tenant, String chat) {
    Map<String, AttributeValue> head = head(tenant, chat);
    return Optional.ofNullable(head.get("visitor")).map(AttributeValue::s).orElse("");
  }

  private Map<String, AttributeValue> head(String tenant, String chat) {
    return tables
        .getItem(get ->
            get.tableName(CHATS)
                .key(new Place(tenant + "#chat#" + chat, "head").key())
                .consistentRead(true))
        .item();
  }

  private void heal() {
    weather.calm();
    cloud.note("town", "fair weather");
    scheduler.at(400_000_000, functions::redrive);
    scheduler.at(PATIENCE_MICROS - scheduler.micros(), () -> Patience.end(this));
    scheduler.spawn("night", NIGHT_MICROS - scheduler.micros(), functions::check);
  }

  private void organization(String id, int visitors, int agents, Service service) {
    TenantId tenant = new TenantId(id);
    tenants.add(id);
    OrganizationStore organizations = new OrganizationStore(tables, ACCOUNTS);
    Room general = new Room(new RoomName(RoomId.GENERAL, "GENERAL"), Room.USUAL_RING_TIME);
    organizations.put(
        new Organization(
                tenant, "Shop " + id, List.of(), LIMITS, "Hello!", null, List.of(general.name()))
            .with(service));
    tables.transactWriteItems(
        write -> write.transactItems(new BalanceStore(tables, ACCOUNTS).opening(tenant, "EUR")));
    organizations.put(tenant, general);
    tables.putItem(
        put -> put.tableName(ACCOUNTS).item(new Place(PLATFORM + "#orgs", "n#shop#" + id).key()));
    for (int i = 1; i <= visitors; i++) {
      String name = "v" + (char) ('a' + i) + "-" + id;
      if (plan.has("person:" + name)) {
        Visitor visitor =
            new Visitor(name, this, new Caller.Visitor(tenant, People.visitor(name), LIMITS));
        scheduler.spawn(name, 0, visitor);
      }
    }
    for (int i = 1; i <= agents; i++) {
      String name = "a" + i + "-" + id;
      if (plan.has("person:" + name)) {
        Agent agent = new Agent(name, this, People.agent(tenant, name, LIMITS));
        crew.add(agent);
        scheduler.spawn(name, 0, agent);
        new MemberStore(tables, ACCOUNTS)
            .put(
                tenant,
                new Member(
                    People.agent(tenant, name, LIMITS).card(),
                    name + "@mail.example",
                    "-",
                    List.of(RoomId.GENERAL)));
      }
    }
  }

  /// Hands what was written since to the streams' readers.
  private void tellStreams() {
    List<Written> all = tables.written();
    while (told < all.size()) {
      functions.tell(all.get(told++));
    }
  }

  /// How old an eventually consistent read is: usually by nothing, an index by a little.
  private long age(boolean isIndex, long now) {
    @Nullable Task task = scheduler.current();
    if (task == null || weather.isCalm()) {
      return now;
    }
    long usual = isIndex ? task.dice().between(0, 3) : 0;
    long old = task.dice().between(1, isIndex ? 40 : 12);
    boolean isOld = cloud.strikes(task.dice(), Fault.OLD_READ, task.name(), task.calls());
    return before(isOld ? old : usual, now);
  }

  /// The number of the write that was the last one some writes ago, but not longer ago than a
  /// replica may be behind, and not before the town began.
  private long before(long writes, long now) {
    List<Written> all = tables.written();
    long asOf = now;
    for (int i = all.size() - 1; i >= 0 && now - asOf < writes; i--) {
      Written last = all.get(i);
      if (scheduler.millis() - last.at() > OLDEST_READ_MILLIS || last.commit() <= founded) {
        break;
      }
      asOf = last.commit() - 1;
    }
    return asOf;
  }
}
