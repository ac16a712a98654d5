package app.firstbell.ledger;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.purchase.PurchaseStore;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Reads an organization's books, whole and of one moment.
public final class BookStore {
  private static final int TRIES = 5;
  private final DynamoDbClient client;
  private final String table;

  /// @param table `Accounts`
  public BookStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Every row of the ledger. The balances are read before and after the rest: whoever posts or
  /// holds meanwhile changes them, and then it is read again.
  ///
  /// @throws BusyException when somebody did so five times
  public Books read(TenantId tenant) {
    List<Row> before = rows(tenant, AccountBalance.PARTITION);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Books books =
          new Books(
              tenant,
              rows(tenant, LedgerItem.POSTINGS),
              rows(tenant, LedgerItem.ENTRIES),
              before,
              rows(tenant, Hold.PARTITION),
              rows(tenant, PurchaseStore.PARTITION),
              List.of());
      List<Row> after = rows(tenant, AccountBalance.PARTITION);
      if (after.equals(before)) {
        return books;
      }
      before = after;
    }
    throw new BusyException("the books were written in while they were read, five times");
  }

  private List<Row> rows(TenantId tenant, String partition) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", tenant + partition).build())
                .consistentRead(true))
        .items()
        .stream()
        .map(Row::new)
        .toList();
  }
}
