package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Columns;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/// Sessions, in the table `Accounts`. Time to live deletes them late, so each read looks at the
/// time itself.
public final class SessionStore {
  private static final TableSchema<Session> SCHEMA =
      Columns.of(
              Session.class,
              d ->
                  new Session(
                      new TenantId(d.get("tenant", String.class)),
                      d.get("sk", String.class),
                      new AgentId(d.get("member", String.class)),
                      d.get("expiresAt", Instant.class)))
          .keys(s -> s.tenant() + "#session", Session::hash)
          .text("tenant", s -> s.tenant().value())
          .text("member", s -> s.member().value())
          .instant("expiresAt", Session::expiresAt)
          .ttl(Session::expiresAt)
          .build();

  private final DynamoDbTable<Session> sessions;

  public SessionStore(DynamoDbEnhancedClient client, String table) {
    this.sessions = client.table(table, SCHEMA);
  }

  public void put(Session session) {
    sessions.putItem(session);
  }

  /// The session of a token, read consistently: one that was just revoked is not found.
  public Optional<Session> session(Token.Session token, Instant now) {
    return Optional.ofNullable(sessions.getItem(get -> get.key(key(token)).consistentRead(true)))
        .filter(session -> session.expiresAt().isAfter(now));
  }

  /// Ends a session; a repeat changes nothing.
  public void revoke(Token.Session token) {
    sessions.deleteItem(key(token));
  }

  private static Key key(Token.Session token) {
    return Key.builder()
        .partitionValue(token.tenant() + "#session")
        .sortValue(token.hash())
        .build();
  }
}
