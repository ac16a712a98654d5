package app.firstbell.identity;

import app.firstbell.agent.MemberStore;
import app.firstbell.dynamo.Contention;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.transaction.Transactions;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What signing in, signing up and their kin are made of.
///
/// @param table `Accounts`
public record IdentityParts(
    DynamoDbClient client,
    String table,
    MemberStore members,
    OrganizationStore organizations,
    SessionStore sessions,
    Links links,
    Transactions transactions,
    SignInThrottle throttle,
    Passwords passwords,
    Passes passes,
    TokenKeys keys,
    Ids ids) {
  /// All of them on one table.
  public static IdentityParts on(
      DynamoDbClient client,
      String table,
      TokenKeys keys,
      String issuer,
      Contention contention,
      Ids ids,
      InstantSource clock) {
    return new IdentityParts(
        client,
        table,
        new MemberStore(client, table),
        new OrganizationStore(client, table),
        new SessionStore(client, table, contention),
        new Links(client, table, keys, ids),
        new Transactions(client, table, contention),
        new SignInThrottle(client, table),
        new Passwords(ids),
        new Passes(new AccessTokens(keys, issuer, ids, clock), keys, ids),
        keys,
        ids);
  }
}
