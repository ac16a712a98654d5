package app.firstbell.functions.http;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// The rows of the table `Accounts` that the [Gate] reads: one consistent batch for each request.
final class AccountRows {
  private static final int TRIES = 4;

  /// The rows that were found, by their keys.
  record Batch(Map<Map<String, AttributeValue>, Row> rows, Optional<TenantId> named) {
    Optional<Row> row(Map<String, AttributeValue> key) {
      return Optional.ofNullable(rows.get(key));
    }

    /// The organization that the request's path names.
    Optional<Row> path() {
      return named.flatMap(id -> row(organization(id)));
    }
  }

  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  AccountRows(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  static Map<String, AttributeValue> organization(TenantId id) {
    return Item.key(id.value(), "org").build();
  }

  /// @param path an organization to read besides
  Batch read(List<Map<String, AttributeValue>> keys, Optional<TenantId> path) {
    Set<Map<String, AttributeValue>> wanted = new LinkedHashSet<>(keys);
    path.ifPresent(id -> wanted.add(organization(id)));
    Map<Map<String, AttributeValue>, Row> found = new HashMap<>();
    List<Map<String, AttributeValue>> left = new ArrayList<>(wanted);
    // DynamoDB may answer a part only, when a partition is busy.
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      if (attempt > TRIES) {
        throw new BusyException("gave up reading " + left.size() + " rows");
      }
      KeysAndAttributes request =
          KeysAndAttributes.builder().keys(left).consistentRead(true).build();
      BatchGetItemResponse answer =
          contention.retrying(
              () -> client.batchGetItem(batch -> batch.requestItems(Map.of(table, request))));
      answer
          .responses()
          .getOrDefault(table, List.of())
          .forEach(item -> {
            Row row = new Row(item);
            found.put(Item.key(row.text("pk"), row.text("sk")).build(), row);
          });
      @Nullable KeysAndAttributes unread = answer.unprocessedKeys().get(table);
      left = unread == null ? List.of() : new ArrayList<>(unread.keys());
    }
    return new Batch(found, path);
  }

  /// Notes the day on which an API key was last used: one write a day.
  void markUsed(Map<String, AttributeValue> key, Row row, Instant now) {
    String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    if (today.equals(row.textOrNull("lastUsedDay"))) {
      return;
    }
    try {
      client.updateItem(update ->
          update
              .tableName(table)
              .key(key)
              .updateExpression("SET lastUsedDay = :today")
              .conditionExpression("attribute_exists(pk)")
              .expressionAttributeValues(new Item().text(":today", today).build()));
    } catch (ConditionalCheckFailedException deletedMeanwhile) {
      // The next request is refused.
    }
  }
}
