package app.firstbell.functions.stream;

import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.HeadReader;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Town;
import app.firstbell.ledger.Holds;
import app.firstbell.organization.Locality;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Use;
import app.firstbell.use.ChatAllowances;
import app.firstbell.use.Metering;
import app.firstbell.use.Settlement;
import app.firstbell.use.Tally;
import app.firstbell.use.UseCounter;
import app.firstbell.use.UseReader;
import app.firstbell.use.UseStore;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Chats of a town, and what metering makes of them.
record Meter(Town town) {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  /// What [#threeChats()] are: one answered after three seconds and over after ten more, with three
  /// messages; one after one second and over after two, with two; one missed, with one.
  static final Tally THREE = new Tally(3, 2, 1, 0, 4_000, 12_000, 6);

  MeteringHandler handler() {
    return handler(Town.engine());
  }

  /// @param client the engine's, or one that does it ill
  MeteringHandler handler(DynamoDbClient client) {
    Contention contention = new Contention(Pause.none());
    return new MeteringHandler(
        Metering.on(
            new ChatTable(client, Town.chatsTable(), contention),
            client,
            Town.accountsTable(),
            town.clock));
  }

  /// With parts that are full after so many chats.
  MeteringHandler withPartsOf(int full) {
    return withPartsOf(full, Town.engine());
  }

  MeteringHandler withPartsOf(int full, DynamoDbClient client) {
    String accounts = Town.accountsTable();
    Contention contention = new Contention(Pause.none());
    ChatTable chats = new ChatTable(client, Town.chatsTable(), contention);
    return new MeteringHandler(
        new Metering(
            new HeadReader(chats),
            new OrganizationStore(client, accounts),
            new UseCounter(client, accounts, contention, full),
            new ChatAllowances(client, accounts, contention),
            new Settlement(new ChatLog(chats), new Holds(client, accounts, contention)),
            town.clock));
  }

  /// One record for each chat, in their order.
  List<DynamodbStreamRecord> threeChats() {
    Person marta = town.agentOnline("marta");
    Person priya = town.agent("priya");
    List<String> chats = new ArrayList<>();
    Person visitor = town.visitor();
    chats.add(answered(visitor, marta, 3, 10, "Yes?", "Thank you"));
    chats.add(answered(town.visitor(), priya, 1, 2, "Hello!"));
    marta.shows("offline");
    chats.add(town.visitor().start("Anybody?"));
    return chats.stream().flatMap(chat -> Delivered.ofChat(town.tenant, chat).stream()).toList();
  }

  private String answered(Person visitor, Person agent, int rings, int talks, String... texts) {
    String chat = visitor.start("Hello?");
    town.clock.advance(Duration.ofSeconds(rings));
    agent.accept(chat);
    long last = 3;
    for (String text : texts) {
      (last % 2 == 1 ? agent : visitor).write(chat, last++, text);
    }
    town.clock.advance(Duration.ofSeconds(talks));
    agent.end(chat);
    return chat;
  }

  static List<String> failures(MeteringHandler handler, List<DynamodbStreamRecord> records) {
    return handler
        .handleRequest(Delivered.event(records), Town.NO_CONTEXT)
        .getBatchItemFailures()
        .stream()
        .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  Map<String, Tally> use(UseReader.Grouping grouping) {
    return new UseReader(Town.engine(), Town.accountsTable())
        .read(town.tenant, TODAY, TODAY, grouping);
  }

  Tally today() {
    return use(UseReader.Grouping.DAY).getOrDefault(TODAY.toString(), Tally.NONE);
  }

  /// The month as lists and plans read it: chats, answered, missed.
  String month() {
    Use use =
        new UseStore(Town.engine(), Town.accountsTable())
            .use(town.tenant, Locality.UNKNOWN, Instant.parse(TODAY + "T12:00:00Z"));
    return use.chats() + "/" + use.answered() + "/" + use.missed();
  }

  /// A row of the organization's use.
  Row use(String sk) {
    return new Row(row(town.tenant + "#use", sk));
  }

  static Map<String, AttributeValue> row(String pk, String sk) {
    return Town.engine()
        .getItem(get ->
            get.tableName(Town.accountsTable()).key(Item.key(pk, sk).build()).consistentRead(true))
        .item();
  }
}
