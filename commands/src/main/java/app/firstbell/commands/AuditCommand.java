package app.firstbell.commands;

import app.firstbell.audit.AuditReader;
import app.firstbell.audit.Verification;
import app.firstbell.organization.TenantId;
import java.io.PrintStream;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// `firstbell audit verify`: looks through the chains of the audit logs.
///
/// It reads every record, consistently. Without `--organization` it also looks through the whole
/// table for organizations, those among them that have no record any more.
final class AuditCommand {
  private final DynamoDbClient client;
  private final PrintStream out;

  AuditCommand(DynamoDbClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /// @return 0 when all is as it was written, else 1
  int run(Command.VerifyAudit command) {
    String table = Tables.accounts(client, command.table());
    AuditReader reader = new AuditReader(client, table);
    SortedSet<String> organizations = new TreeSet<>();
    command
        .organization()
        .ifPresentOrElse(
            one -> organizations.add(one.value()), () -> organizations.addAll(all(client, table)));
    long records = 0;
    int broken = 0;
    for (String organization : organizations) {
      Verification verification = reader.verify(new TenantId(organization), command.expected());
      out.println(line(organization, verification));
      records += verification.records();
      broken += verification.isIntact() ? 0 : 1;
    }
    out.printf(
        "%d organizations, %d records: %s%n",
        organizations.size(), records, broken == 0 ? "all intact" : broken + " broken");
    return broken == 0 ? 0 : 1;
  }

  static String line(String organization, Verification verification) {
    String found =
        verification
            .broken()
            .map(broken ->
                "BROKEN at record "
                    + broken.n()
                    + broken.at().map(at -> " of " + at).orElse("")
                    + ": "
                    + broken.why().sentence()
                    + " ("
                    + broken.why().word()
                    + ")")
            .orElse("intact");
    return "%-40s %8d records  %s%n    head %s"
        .formatted(organization, verification.records(), found, verification.head());
  }

  /// Whoever is an organization, and whoever has an audit log.
  static SortedSet<String> all(DynamoDbClient client, String table) {
    SortedSet<String> tenants = new TreeSet<>();
    client
        .scanPaginator(scan ->
            scan.tableName(table)
                .filterExpression("sk = :org OR sk = :head")
                .projectionExpression("pk")
                .expressionAttributeValues(
                    Map.of(
                        ":org", AttributeValue.fromS("org"),
                        ":head", AttributeValue.fromS("head"))))
        .items()
        .forEach(item -> tenants.add(Tables.tenant(item)));
    return tenants;
  }
}
