package app.firstbell.functions.http;

import app.firstbell.access.Action;
import app.firstbell.access.Actor;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Digest;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// How many requests one principal may make in a minute. The count is one item of the table
/// `Accounts`, so that it holds over all functions; one update counts and answers, so that parallel
/// requests do not slip through between a look and a count.
final class Rates {
  private static final int MEMBER = 600;

  /// A visitor asks for a ticket with each connection, and a network that comes and goes every few
  /// moments is when the chat must hold.
  private static final int VISITOR = 600;

  private static final int KEY = 300;
  private static final int ANONYMOUS = 60;
  private static final long WINDOW_SECONDS = 60;

  /// A principal's window of one minute.
  record Window(String pk, String principal, int limit, long minute) {
    Map<String, AttributeValue> key() {
      return Item.key(pk, principal + "#" + minute).build();
    }

    Instant end() {
      return Instant.ofEpochSecond((minute + 1) * WINDOW_SECONDS);
    }
  }

  /// A window as this request left it.
  record Count(Window window, long used, Instant now) {
    boolean isOver() {
      return used > window.limit();
    }

    Duration untilEnd() {
      return Duration.between(now, window.end());
    }

    Map<String, String> headers() {
      return Map.of(
          "RateLimit-Limit", Integer.toString(window.limit()),
          "RateLimit-Remaining", Long.toString(Math.max(0, window.limit() - used)),
          "RateLimit-Reset", Long.toString(Math.max(1, untilEnd().toSeconds())));
    }
  }

  private final DynamoDbClient client;
  private final String table;

  Rates(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// The window of a request, if its principal is counted at all. What is open to anyone is counted
  /// by address where it costs a password's hash or sends a mail.
  static Optional<Window> window(
      Actor actor, Action action, Optional<String> address, Instant now) {
    long minute = now.getEpochSecond() / WINDOW_SECONDS;
    return switch (actor) {
      case Actor.Anonymous _ ->
          action.routeKey().startsWith("POST ") && action != Action.MAKE_VISITOR
              ? address.map(
                  it -> new Window("platform#rate", "address:" + Digest.hex(it), ANONYMOUS, minute))
              : Optional.empty();
      case Actor.Visitor visitor ->
          Optional.of(window(visitor.tenant(), "visitor:" + visitor.id(), VISITOR, minute));
      case Actor.Member member ->
          Optional.of(window(member.tenant(), "member:" + member.id(), MEMBER, minute));
      case Actor.Support support ->
          Optional.of(window(support.customer(), "support:" + support.session(), MEMBER, minute));
      case Actor.Key key -> Optional.of(window(key.tenant(), "key:" + key.id(), KEY, minute));
    };
  }

  Count count(Window window, Instant now) {
    Row row =
        new Row(
            client
                .updateItem(update ->
                    update
                        .tableName(table)
                        .key(window.key())
                        .updateExpression("ADD used :one SET #ttl = :ttl")
                        .expressionAttributeNames(Map.of("#ttl", "ttl"))
                        .expressionAttributeValues(
                            new Item()
                                .number(":one", 1)
                                .number(":ttl", window.end().getEpochSecond())
                                .build())
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes());
    return new Count(window, row.number("used"), now);
  }

  /// Takes a request back: one that proved who it was does not count against the address.
  Count takeBack(Count count) {
    client.updateItem(update ->
        update
            .tableName(table)
            .key(count.window().key())
            .updateExpression("ADD used :less")
            .expressionAttributeValues(new Item().number(":less", -1).build()));
    return new Count(count.window(), count.used() - 1, count.now());
  }

  private static Window window(TenantId tenant, String principal, int limit, long minute) {
    return new Window(tenant + "#rate", principal, limit, minute);
  }
}
