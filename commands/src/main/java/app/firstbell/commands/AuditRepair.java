package app.firstbell.commands;

import app.firstbell.audit.AuditReader;
import app.firstbell.audit.AuditStore;
import app.firstbell.audit.Fact;
import app.firstbell.audit.Facts;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.organization.TenantId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// `firstbell audit repair`: writes the records of what the stream's reader gave up.
///
/// What the audit logs are made of is still there: the acts for seven days, and the entries of
/// chats. Each is asked for its record, and what has none is kept as the stream's reader would have
/// done, at the end of the chain. So a repeat writes nothing, and neither does who comes while that
/// reader is at work.
final class AuditRepair {
  /// DynamoDB reads at most so many rows of one batch.
  private static final int TOGETHER = 100;

  private final DynamoDbClient client;
  private final PrintStream out;

  AuditRepair(DynamoDbClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /// @return 0, whether something was missing or not
  int run(Command.RepairAudit command) {
    String accounts = Tables.accounts(client, command.table());
    String chats = Tables.chats(client, command.chats());
    Logs logs =
        new Logs(
            new AuditReader(client, accounts),
            new AuditStore(client, accounts, new Contention(Pause.jittered())));
    SortedSet<String> organizations = new TreeSet<>();
    command
        .organization()
        .ifPresentOrElse(
            one -> organizations.add(one.value()),
            () -> organizations.addAll(AuditCommand.all(client, accounts)));
    organizations.forEach(one -> acts(accounts, one).forEach(logs::add));
    entries(chats).filter(item -> organizations.contains(Tables.tenant(item))).forEach(logs::add);
    logs.finish();
    logs.written.forEach((one, records) -> out.printf("%-40s %8d records%n", one, records));
    out.printf(
        "%d organizations, %d acts and entries: %s%n",
        organizations.size(),
        logs.looked,
        logs.written.isEmpty()
            ? "nothing is missing"
            : logs.written.values().stream().mapToLong(Long::longValue).sum() + " written");
    return 0;
  }

  private Stream<Map<String, AttributeValue>> acts(String table, String organization) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", organization + "#act").build())
                .consistentRead(true))
        .items()
        .stream();
  }

  private Stream<Map<String, AttributeValue>> entries(String table) {
    return client
        .scanPaginator(scan ->
            scan.tableName(table)
                .filterExpression("begins_with(sk, :entry) AND #kind <> :message")
                .expressionAttributeNames(Map.of("#kind", "kind"))
                .expressionAttributeValues(
                    new Item().text(":entry", "e#").text(":message", "message").build()))
        .items()
        .stream();
  }

  /// The audit logs, to which facts are added some at a time.
  private static final class Logs {
    private final AuditReader reader;
    private final AuditStore store;
    private final SortedMap<String, List<Fact>> waiting = new TreeMap<>();
    private final SortedMap<String, Long> written = new TreeMap<>();
    private long looked;

    Logs(AuditReader reader, AuditStore store) {
      this.reader = reader;
      this.store = store;
    }

    void add(Map<String, AttributeValue> item) {
      Facts.of(item)
          .ifPresent(fact -> {
            looked++;
            List<Fact> facts =
                waiting.computeIfAbsent(fact.tenant().value(), _ -> new ArrayList<>());
            facts.add(fact);
            if (facts.size() == TOGETHER) {
              keep(fact.tenant(), facts);
            }
          });
    }

    void finish() {
      waiting.forEach((tenant, facts) -> keep(new TenantId(tenant), facts));
    }

    private void keep(TenantId tenant, List<Fact> facts) {
      List<Fact> missing = reader.missing(tenant, facts);
      if (!missing.isEmpty()) {
        store.keep(tenant, missing);
        written.merge(tenant.value(), (long) missing.size(), Long::sum);
      }
      facts.clear();
    }
  }
}
