package app.firstbell.commands;

import app.firstbell.ledger.Books;
import app.firstbell.ledger.Difference;
import app.firstbell.organization.TenantId;
import app.firstbell.use.LedgerVerification;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// `firstbell ledger verify`: recomputes every balance from its entries and every posting's sum,
/// and holds what was counted of chats against the chats that there are. The function that does so
/// every day has the same rules.
///
/// Without `--organization` it looks through the whole table for organizations, so that it finds
/// those too that no directory lists.
final class LedgerCommand {
  private final DynamoDbClient client;
  private final InstantSource clock;
  private final PrintStream out;

  LedgerCommand(DynamoDbClient client, InstantSource clock, PrintStream out) {
    this.client = client;
    this.clock = clock;
    this.out = out;
  }

  /// @return 0 when everything adds up, 1 when something differs, 2 when an organization's books
  ///   were written in all the time
  int run(Command.VerifyLedger command) {
    String accounts = Tables.accounts(client, command.table());
    String chats = Tables.chats(client, command.chats());
    Set<TenantId> organizations =
        command.organization().map(Set::of).orElseGet(() -> all(accounts));
    Findings findings = new Findings();
    new LedgerVerification(client, accounts, chats, LedgerVerification.INDEX_LAG)
        .verify(organizations, clock.instant(), findings);
    out.printf(
        "%d organizations, %d postings: %s%n",
        organizations.size(),
        findings.postings,
        findings.differences == 0
            ? "everything adds up"
            : findings.differences + (findings.differences == 1 ? " difference" : " differences"));
    return findings.differences > 0 ? 1 : findings.busy > 0 ? 2 : 0;
  }

  private Set<TenantId> all(String table) {
    return client
        .scanPaginator(scan -> Tables.organizations(scan.tableName(table)))
        .items()
        .stream()
        .map(Tables::tenant)
        .map(TenantId::new)
        .collect(
            Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(TenantId::value))));
  }

  private final class Findings implements LedgerVerification.Findings {
    private long postings;
    private long differences;
    private long busy;

    @Override
    public void report(Books.Report report) {
      postings += report.postings();
      differences += report.differences().size();
      out.printf(
          "%-40s %6d postings %6d entries %5d holds  %s%n",
          report.tenant(),
          report.postings(),
          report.entries(),
          report.holds(),
          report.addsUp() ? "adds up" : "DIFFERS");
      for (Difference difference : report.differences()) {
        out.println("    " + difference.text());
      }
    }

    @Override
    public void busy(TenantId tenant) {
      busy++;
      out.printf("%-40s was written in while it was read, five times: try again%n", tenant);
    }
  }
}
