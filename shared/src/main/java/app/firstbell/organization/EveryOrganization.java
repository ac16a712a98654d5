package app.firstbell.organization;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Finds every organization by the directories: the platform, whoever belongs to it, and whoever
/// belongs to those. It scans nothing, so whoever uses it may be kept from all other rows.
public final class EveryOrganization {
  private final DynamoDbClient client;
  private final String table;

  /// @param table `Accounts`
  public EveryOrganization(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  public Set<TenantId> all() {
    Set<TenantId> all = new LinkedHashSet<>();
    Deque<TenantId> parents = new ArrayDeque<>();
    parents.add(TenantId.PLATFORM);
    while (!parents.isEmpty()) {
      TenantId parent = parents.remove();
      if (all.add(parent)) {
        parents.addAll(children(parent));
      }
    }
    return all;
  }

  private Set<TenantId> children(TenantId parent) {
    Set<TenantId> children = new LinkedHashSet<>();
    client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .projectionExpression("sk")
                .expressionAttributeValues(new Item().text(":pk", parent + "#orgs").build()))
        .items()
        .forEach(item -> {
          String sk = new Row(item).text("sk");
          children.add(new TenantId(sk.substring(sk.lastIndexOf('#') + 1)));
        });
    return children;
  }
}
