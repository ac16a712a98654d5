package app.firstbell.visitor;

import app.firstbell.dynamo.Columns;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/// Visitors, in the table `Accounts`.
public final class VisitorStore {
  private static final TableSchema<VisitorAccount> SCHEMA =
      Columns.of(
              VisitorAccount.class,
              d ->
                  new VisitorAccount(
                      new TenantId(d.get("tenant", String.class)),
                      new VisitorId(d.get("sk", String.class)),
                      d.get("hash", String.class),
                      d.get("expiresAt", Instant.class)))
          .keys(v -> v.tenant() + "#visitor", v -> v.id().value())
          .text("tenant", v -> v.tenant().value())
          .text("hash", VisitorAccount::hash)
          .instant("expiresAt", VisitorAccount::expiresAt)
          .ttl(VisitorAccount::expiresAt)
          .build();

  private final DynamoDbTable<VisitorAccount> visitors;

  public VisitorStore(DynamoDbEnhancedClient client, String table) {
    this.visitors = client.table(table, SCHEMA);
  }

  public void put(VisitorAccount visitor) {
    visitors.putItem(visitor);
  }

  /// The visitor, if the account has not expired.
  public Optional<VisitorAccount> visitor(TenantId tenant, VisitorId id, Instant now) {
    return Optional.ofNullable(
            visitors.getItem(get ->
                get.key(
                        Key.builder()
                            .partitionValue(tenant + "#visitor")
                            .sortValue(id.value())
                            .build())
                    // A ticket is asked for right after the visitor was made.
                    .consistentRead(true)))
        .filter(visitor -> visitor.expiresAt().isAfter(now));
  }
}
