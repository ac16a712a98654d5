package app.firstbell.emulator.data;

import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.mail.MailApi;
import app.firstbell.emulator.mail.Mailbox;
import app.firstbell.emulator.queue.QueueApi;
import app.firstbell.emulator.queue.Queues;
import app.firstbell.emulator.secret.Secrets;
import app.firstbell.emulator.secret.SecretsApi;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.time.EmulatorClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/// Everything of the template that keeps data: tables, queues, secrets, mail. In memory, or under a
/// directory.
public final class DataPlane implements AutoCloseable {
  private final TableEngine tables;
  private final DynamoDbApi dynamoDb;
  private final StreamsApi streams;
  private final ExpiredItems expired;
  private final TableViews views;
  private final Queues queues;
  private final QueueApi queueApi;
  private final Mailbox mailbox;
  private final MailApi mailApi;
  private final Secrets secrets;
  private final SecretsApi secretsApi;
  private final EmulatorClock clock;
  private final Map<String, Optional<TableStream>> readStreams = new ConcurrentHashMap<>();

  private DataPlane(
      TableEngine tables,
      Queues queues,
      Secrets secrets,
      Mailbox mailbox,
      EmulatorClock clock,
      Stats stats,
      Access access) {
    this.mailbox = mailbox;
    this.tables = tables;
    this.queues = queues;
    this.clock = clock;
    this.expired = ExpiredItems.start(tables, clock);
    this.dynamoDb = new DynamoDbApi(tables, access, stats, expired);
    this.streams = new StreamsApi(tables, access);
    this.views = new TableViews(tables);
    this.queueApi = new QueueApi(queues, access);
    this.mailApi = new MailApi(mailbox, access, clock);
    this.secrets = secrets;
    this.secretsApi = new SecretsApi(secrets, access);
  }

  /// Starts the engines and makes what the template names.
  ///
  /// @param directory where data are kept; empty keeps them in memory
  /// @throws IllegalArgumentException for a resource with a property that is not supported here
  /// @throws IllegalStateException when a kept table differs from the template's
  public static DataPlane start(
      Assembly assembly,
      Optional<Path> directory,
      EmulatorClock clock,
      Stats stats,
      Access access) {
    List<TableSchema> schemas =
        assembly.ofType("AWS::DynamoDB::Table").stream().map(TableSchema::of).toList();
    directory.ifPresent(d -> KeptClock.keep(clock, d));
    Secrets secrets = Secrets.start(assembly, directory, clock);
    Mailbox mailbox = new Mailbox(directory.map(d -> d.resolve("mails.jsonl")));
    Optional<Path> journal = directory.map(d -> d.resolve("queues.jsonl"));
    // The two engines take a second each to load, so they load beside each other.
    CompletableFuture<Queues> queues =
        CompletableFuture.supplyAsync(
            () -> Queues.start(assembly.ofType("AWS::SQS::Queue"), journal, clock));
    TableEngine tables;
    try {
      tables = TableEngine.start(schemas, directory);
    } catch (RuntimeException e) {
      queues.thenAccept(Queues::close);
      throw e;
    }
    try {
      return new DataPlane(tables, queues.join(), secrets, mailbox, clock, stats, access);
    } catch (CompletionException e) {
      tables.close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// DynamoDB's API, with policies, figures and faults.
  public DynamoDbApi dynamoDb() {
    return dynamoDb;
  }

  public StreamsApi streamsApi() {
    return streams;
  }

  /// A table's stream by its ARN in the template, the same for all its readers; empty when no table
  /// has it.
  public Optional<TableStream> stream(String arn) {
    return readStreams.computeIfAbsent(arn, key -> TableStream.of(tables, expired, clock, key));
  }

  /// The engine below: its clients ask no policy and count nothing.
  public TableEngine tables() {
    return tables;
  }

  /// What the page shows of the tables.
  public TableViews views() {
    return views;
  }

  public Queues queues() {
    return queues;
  }

  public QueueApi queueApi() {
    return queueApi;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  public MailApi mailApi() {
    return mailApi;
  }

  public Secrets secrets() {
    return secrets;
  }

  public SecretsApi secretsApi() {
    return secretsApi;
  }

  /// Who deletes items whose time to live is over.
  public ExpiredItems expired() {
    return expired;
  }

  @Override
  public void close() {
    expired.close();
    try {
      queues.close();
    } finally {
      tables.close();
    }
  }
}
