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

/// Keeps passwords from being guessed, and those who guess from keeping the owner out.
///
/// In a quarter of an hour an e-mail address has ten tries from one place (an address of the
/// network), and a hundred from all places together. Beyond that a computer on which its owner has
/// signed in before has ten of its own, whatever others do meanwhile. A success gives its tries
/// back. Unknown addresses count alike, with the same calls, so that no limit tells anything.
///
/// Low-level updates count and answer in one call: checking first would let fifty parallel tries
/// through.
public final class SignInThrottle {
  private static final int FROM_ONE_PLACE = 10;
  private static final int FROM_EVERYWHERE = 100;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  /// How long a computer is known after the last success on it.
  private static final Duration KNOWN = Duration.ofDays(90);

  /// The id that the console makes for a computer is random, and is told to nobody else. A shorter
  /// one is a name, which others guess.
  private static final int LEAST_ID = 12;

  private final DynamoDbClient client;
  private final String table;

  public SignInThrottle(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// Counts a try to sign in.
  ///
  /// @return how long to wait, when there were too many
  public Optional<Duration> count(String email, SignIn.From from, Instant now) {
    // What one place has too many does not count for all: else it alone would shut the owner out.
    boolean isOver =
        isOver(place(email, from), FROM_ONE_PLACE, now) || isOver(email, FROM_EVERYWHERE, now);
    if (!isOver || hasTriesOfItsOwn(email, from, now)) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(now, windowEnd(now)));
  }

  /// Somebody has signed in: their tries do not count, and their computer is known from now on.
  public void welcome(String email, SignIn.From from, Instant now) {
    clear(place(email, from), now);
    add(email, -1, now);
    computer(email, from)
        .ifPresent(computer -> {
          clear(computer, now);
          know(computer, now);
        });
  }

  /// Counts a try of something else that has ten in a quarter of an hour.
  ///
  /// @param what it is, and whose
  /// @return how long to wait, when there were too many
  public Optional<Duration> count(String what, Instant now) {
    return isOver(what, FROM_ONE_PLACE, now)
        ? Optional.of(Duration.between(now, windowEnd(now)))
        : Optional.empty();
  }

  /// Forgets the tries of what has succeeded.
  public void clear(String what, Instant now) {
    client.deleteItem(delete -> delete.tableName(table).key(key(what, now)));
  }

  /// For an unknown address this is asked too, and nothing is found.
  private boolean hasTriesOfItsOwn(String email, SignIn.From from, Instant now) {
    return computer(email, from)
        .filter(computer -> isKnown(computer, now))
        .filter(computer -> !isOver(computer, FROM_ONE_PLACE, now))
        .isPresent();
  }

  private boolean isOver(String what, int most, Instant now) {
    return add(what, 1, now) > most;
  }

  private long add(String what, int tries, Instant now) {
    Row row =
        new Row(
            client
                .updateItem(update ->
                    update
                        .tableName(table)
                        .key(key(what, now))
                        .updateExpression("ADD tries :tries SET #ttl = :ttl")
                        .expressionAttributeNames(Map.of("#ttl", "ttl"))
                        .expressionAttributeValues(
                            new Item()
                                .number(":tries", tries)
                                .number(":ttl", windowEnd(now).getEpochSecond())
                                .build())
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes());
    return row.number("tries");
  }

  private boolean isKnown(String computer, Instant now) {
    return Row.of(client.getItem(get -> get.tableName(table).key(knownKey(computer))).item())
        .filter(row -> row.number("ttl") > now.getEpochSecond())
        .isPresent();
  }

  private void know(String computer, Instant now) {
    client.updateItem(update ->
        update
            .tableName(table)
            .key(knownKey(computer))
            .updateExpression("SET #ttl = :ttl")
            .expressionAttributeNames(Map.of("#ttl", "ttl"))
            .expressionAttributeValues(
                new Item().number(":ttl", now.plus(KNOWN).getEpochSecond()).build()));
  }

  private static String place(String email, SignIn.From from) {
    return "from|" + from.address().orElse("") + "|" + email;
  }

  private static Optional<String> computer(String email, SignIn.From from) {
    return Optional.ofNullable(from.computer())
        .filter(id -> id.length() >= LEAST_ID)
        .map(id -> "computer|" + id + "|" + email);
  }

  private static Instant windowEnd(Instant now) {
    long seconds = WINDOW.toSeconds();
    return Instant.ofEpochSecond((now.getEpochSecond() / seconds + 1) * seconds);
  }

  private static Map<String, AttributeValue> key(String what, Instant now) {
    return Item.key("platform#throttle", Digest.hex(what) + "#" + windowEnd(now).getEpochSecond())
        .build();
  }

  private static Map<String, AttributeValue> knownKey(String computer) {
    return Item.key("platform#throttle", Digest.hex(computer) + "#known").build();
  }
}
