package app.firstbell.identity;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// At most ten tries to sign in by one e-mail address in a quarter of an hour; a success clears the
/// count. Unknown addresses count alike, so that the limit tells nothing.
///
/// A low-level update counts and answers in one call: checking first would let fifty parallel tries
/// through.
public final class SignInThrottle {
  private static final int TRIES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private final DynamoDbClient client;
  private final String table;

  public SignInThrottle(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Counts a try.
  ///
  /// @return how long to wait, when there were too many
  public Optional<Duration> count(String email, Instant now) {
    Instant end = windowEnd(now);
    Row row =
        new Row(
            client
                .updateItem(update ->
                    update
                        .tableName(table)
                        .key(key(email, now))
                        .updateExpression("ADD tries :one SET #ttl = :ttl")
                        .expressionAttributeNames(Map.of("#ttl", "ttl"))
                        .expressionAttributeValues(
                            new Item()
                                .number(":one", 1)
                                .number(":ttl", end.getEpochSecond())
                                .build())
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes());
    return row.number("tries") > TRIES ? Optional.of(Duration.between(now, end)) : Optional.empty();
  }

  /// Forgets the tries of an address whose owner has signed in.
  public void clear(String email, Instant now) {
    client.deleteItem(delete -> delete.tableName(table).key(key(email, now)));
  }

  private static Instant windowEnd(Instant now) {
    long seconds = WINDOW.toSeconds();
    return Instant.ofEpochSecond((now.getEpochSecond() / seconds + 1) * seconds);
  }

  private static Map<String, AttributeValue> key(String email, Instant now) {
    return Item.key("platform#throttle", Digest.hex(email) + "#" + windowEnd(now).getEpochSecond())
        .build();
  }
}
