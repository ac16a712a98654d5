package app.firstbell.proof.bench;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.BookStore;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Writes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// How much can be posted: on one account that everybody wants, and on a thousand; beside a bare
/// conditional transaction of as many writes of the same size, which is the floor under both.
/// Client and engine are two processes, over HTTP, as any SDK reaches DynamoDB Local.
///
/// Afterwards every balance is held against what was acknowledged and against its entries: `drift`
/// is by how many units they differ, and must be 0.
final class LedgerBench {
  private static final String TABLE = "Accounts";
  private static final int WORKERS = 16;
  private static final int MANY = 1_000;
  private static final int CHECKED = 50;
  private static final Duration COMPILING = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration MEASURED = Duration.ofSeconds(8);
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final By ROSA = By.member("rosa", "Rosa");

  private LedgerBench() {}

  /// An organization, and what was acknowledged to have been paid in.
  private record Purse(TenantId tenant, AtomicLong facts, AtomicLong acknowledged) {
    static Purse of(String name) {
      return new Purse(new TenantId(name), new AtomicLong(), new AtomicLong());
    }
  }

  static void run() throws Exception {
    Report report = new Report("ledger");
    try (Child server = Child.start(EnginePeer.Server.class);
        DynamoDbClient client = client(server.port())) {
      createTable(client);
      Ledger ledger = new Ledger(client, TABLE, new Contention(Pause.jittered()));
      Purse hot = open(client, Purse.of("hot"));
      List<Purse> all =
          IntStream.range(0, MANY).mapToObj(i -> open(client, Purse.of("many-" + i))).toList();
      List<Purse> one = IntStream.range(0, WORKERS).mapToObj(_ -> hot).toList();
      step("warming for %d s".formatted(COMPILING.toSeconds()));
      Loop.run(all, WORKERS, Duration.ZERO, COMPILING, purse -> post(ledger, purse));
      step("a bare transaction, on one account and on %,d".formatted(MANY));
      peer(report, "hot", Loop.run(one, WORKERS, WARM_UP, MEASURED, it -> bare(client, it)));
      peer(report, "many", Loop.run(all, WORKERS, WARM_UP, MEASURED, it -> bare(client, it)));
      step("the ledger, on one account");
      Loop.Outcome onOne = Loop.run(one, WORKERS, WARM_UP, MEASURED, purse -> post(ledger, purse));
      step("the ledger, on %,d accounts".formatted(MANY));
      Loop.Outcome onMany = Loop.run(all, WORKERS, WARM_UP, MEASURED, purse -> post(ledger, purse));
      report
          .figure("hotPerSecond", onOne.perSecond())
          .figure("hotP50Millis", onOne.times().millis(50))
          .figure("hotP99Millis", onOne.times().millis(99))
          .figure("manyPerSecond", onMany.perSecond())
          .figure("manyP50Millis", onMany.times().millis(50))
          .figure("manyP99Millis", onMany.times().millis(99));
      step("looking through the books");
      report.figure("drift", drift(client, Stream.concat(Stream.of(hot), all.stream()).toList()));
      LedgerUnits.report(client, TABLE, report);
    }
    report
        .assumed(
            "load",
            "closed loop, %d postings in flight, each a top-up: its row, two entries, one guarded balance"
                .formatted(WORKERS))
        .assumed(
            "the engine",
            "DynamoDB Local, which does one transaction after another and never conflicts: on AWS one"
                + " account takes a few hundred a second at most (1,000 write units a second of one"
                + " partition, two for each write), many accounts as many as there are partitions")
        .finish(System.out);
  }

  private static Purse open(DynamoDbClient client, Purse purse) {
    client.transactWriteItems(write ->
        write.transactItems(new BalanceStore(client, TABLE).opening(purse.tenant(), "EUR")));
    client.putItem(put -> put.tableName(TABLE).item(bareBalance(purse.tenant())));
    return purse;
  }

  private static void post(Ledger ledger, Purse purse) {
    long fact = purse.facts().incrementAndGet();
    Postings postings =
        new Postings(
            purse.tenant(),
            PostingId.ofRequest(purse.tenant(), "member:rosa", "k" + fact),
            NOW.plusMillis(fact),
            ROSA);
    long minor = 1 + fact % 100;
    Posted posted = ledger.post(postings.topUp(Amount.money(minor, "EUR")), List.of(), List.of());
    if (!(posted instanceof Posted.Done)) {
      throw new IllegalStateException("expected to be posted, got " + posted);
    }
    purse.acknowledged().addAndGet(minor);
  }

  /// Three rows put where none is, and a guarded sum: what any double entry must write.
  private static void bare(DynamoDbClient client, Purse purse) {
    Writes writes = new Writes(TABLE);
    String tenant = purse.tenant().value();
    String id = "%026d".formatted(purse.facts().incrementAndGet());
    List<TransactWriteItem> all =
        List.of(
            writes.create(bareRow(tenant, "bare#" + id, 500)),
            TransactWriteItem.builder()
                .update(update ->
                    update
                        .tableName(TABLE)
                        .key(Item.key(tenant, "bare").build())
                        .updateExpression("ADD posted :one")
                        .conditionExpression("attribute_exists(pk)")
                        .expressionAttributeValues(new Item().number(":one", 1).build()))
                .build(),
            writes.create(bareRow(tenant, "one#" + id, 160)),
            writes.create(bareRow(tenant, "two#" + id, 160)));
    client.transactWriteItems(write -> write.transactItems(all));
  }

  private static Map<String, AttributeValue> bareBalance(TenantId tenant) {
    return Item.key(tenant.value(), "bare").number("posted", 0).build();
  }

  private static Map<String, AttributeValue> bareRow(String tenant, String sk, int size) {
    return Item.key(tenant, sk).text("text", "x".repeat(size)).build();
  }

  private static void peer(Report report, String name, Loop.Outcome outcome) {
    String peer = "a bare conditional transaction of the same writes";
    report
        .peer(peer, name + "PerSecond", outcome.perSecond())
        .peer(peer, name + "P99Millis", outcome.times().millis(99));
  }

  /// @return by how much balances differ from what was acknowledged, plus whatever is wrong in the
  ///   books of some of them
  private static double drift(DynamoDbClient client, List<Purse> purses) {
    BalanceStore balances = new BalanceStore(client, TABLE);
    BookStore books = new BookStore(client, TABLE);
    long drift = 0;
    for (Purse purse : purses) {
      long posted = balances.balance(purse.tenant(), LedgerAccount.WALLET).orElseThrow().posted();
      drift += Math.abs(posted - purse.acknowledged().get());
    }
    for (Purse purse : purses.subList(0, CHECKED)) {
      Books.Report report = books.read(purse.tenant()).verify();
      report.differences().forEach(difference -> System.out.println("  " + difference.text()));
      drift += report.differences().size();
    }
    return drift;
  }

  private static DynamoDbClient client(int port) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(b ->
        b.tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(
                k -> k.attributeName("pk").keyType(KeyType.HASH),
                k -> k.attributeName("sk").keyType(KeyType.RANGE))
            .attributeDefinitions(
                a -> a.attributeName("pk").attributeType(ScalarAttributeType.S),
                a -> a.attributeName("sk").attributeType(ScalarAttributeType.S))
            .streamSpecification(s -> s.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
  }

  private static void step(String what) {
    System.out.printf("  %s …%n", what);
  }
}
