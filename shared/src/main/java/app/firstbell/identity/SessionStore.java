package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Sessions, in the table `Accounts`. Time to live deletes them late, so each read looks at the
/// time itself.
///
/// Low-level calls, for the rotation's failed condition has to tell what it met.
public final class SessionStore {
  /// A refresh whose answer was lost is answered again within this time.
  static final Duration GRACE = Duration.ofSeconds(60);

  /// What came of presenting a refresh token.
  public sealed interface Rotation {
    /// The session goes on; its current refresh token is in it, which is the same as before when
    /// the answer had been lost or two tabs asked at once.
    record GoesOn(Session session) implements Rotation {}

    /// The token was used before: somebody else has it.
    record Reused(Session session) implements Rotation {}

    /// There is no such session any more.
    record Ended() implements Rotation {}
  }

  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;
  private final Writes writes;

  public SessionStore(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
    this.writes = new Writes(table);
  }

  /// A session, read consistently: one that was just revoked is not found.
  public Optional<Session> session(TenantId tenant, SessionId id, Instant now) {
    return Row.of(
            client
                .getItem(
                    get -> get.tableName(table).key(Session.key(tenant, id)).consistentRead(true))
                .item())
        .map(Session::of)
        .filter(session -> session.expiresAt().isAfter(now));
  }

  /// All sessions in which a member is signed in, and those in which support has entered.
  public List<Session> all(TenantId tenant, Instant now) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", tenant + "#session").build())
                .consistentRead(true))
        .items()
        .stream()
        .map(item -> Session.of(new Row(item)))
        .filter(session -> session.expiresAt().isAfter(now))
        .toList();
  }

  /// A member's own sessions.
  public List<Session> of(TenantId tenant, AgentId member, Instant now) {
    return all(tenant, now).stream()
        .filter(session -> session.support().isEmpty() && session.member().equals(member))
        .toList();
  }

  public TransactWriteItem creating(Session session) {
    return writes.create(session.item());
  }

  /// Ends a session that is there.
  public TransactWriteItem ending(Session session) {
    return writes.delete(Session.key(session.tenant(), session.id()));
  }

  /// Ends a session, if it is there.
  public TransactWriteItem forgetting(Session session) {
    return writes.forget(Session.key(session.tenant(), session.id()));
  }

  /// Makes the next generation current, if the presented one is; one conditional update decides, so
  /// that of two who present the same token only one moves it.
  ///
  /// @param expiresAt until when the session may go on without another refresh
  public Rotation rotate(RefreshToken presented, Instant now, Instant expiresAt) {
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(Session.key(presented.tenant(), presented.session()))
            .updateExpression(
                "SET generation = :next, rotatedAt = :now, lastUsedAt = :now,"
                    + " expiresAt = :until, #ttl = :ttl")
            .conditionExpression("generation = :presented AND expiresAt > :now")
            .expressionAttributeNames(Map.of("#ttl", "ttl"))
            .expressionAttributeValues(
                new Item()
                    .number(":next", presented.generation() + 1)
                    .number(":presented", presented.generation())
                    .instant(":now", now)
                    .instant(":until", expiresAt)
                    .number(":ttl", expiresAt.getEpochSecond())
                    .build())
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      return new Rotation.GoesOn(
          Session.of(new Row(contention.retrying(() -> client.updateItem(update)).attributes())));
    } catch (ConditionalCheckFailedException notCurrent) {
      return Row.of(notCurrent.item())
          .map(Session::of)
          .filter(found -> found.expiresAt().isAfter(now))
          .map(found -> judge(found, presented, now))
          .orElseGet(Rotation.Ended::new);
    }
  }

  /// The last token but one is good for a minute more: its answer may have been lost on the way.
  static Rotation judge(Session found, RefreshToken presented, Instant now) {
    boolean isLast = presented.generation() == found.generation() - 1;
    boolean isFresh = !now.isAfter(found.rotatedAt().plus(GRACE));
    return isLast && isFresh ? new Rotation.GoesOn(found) : new Rotation.Reused(found);
  }
}
