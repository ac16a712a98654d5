package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A signed-in session as it is stored, `{tenant}#session` / id.
///
/// @param member who is signed in; of support, the id of whoever entered
/// @param generation of its current refresh token, from 1
/// @param rotatedAt when that became current
/// @param client the program that signed in, such as `Firefox on Linux`
/// @param computer the console's own name of the computer; null when it told none
/// @param support who entered, when this is a support session
public record Session(
    TenantId tenant,
    SessionId id,
    AgentId member,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    long generation,
    Instant rotatedAt,
    String client,
    @Nullable String computer,
    Optional<Support> support) {
  /// Whose support session it is.
  ///
  /// @param organization of which `member` of the session is a member
  public record Support(
      TenantId organization, String organizationName, String name, String reason) {}

  /// A session that begins.
  public static Session begun(
      TenantId tenant,
      SessionId id,
      AgentId member,
      Instant at,
      Instant expiresAt,
      String client,
      @Nullable String computer) {
    return new Session(
        tenant, id, member, at, at, expiresAt, 1, at, client, computer, Optional.empty());
  }

  /// The same, entered by support.
  public Session by(Support entered) {
    return new Session(
        tenant,
        id,
        member,
        createdAt,
        lastUsedAt,
        expiresAt,
        generation,
        rotatedAt,
        client,
        computer,
        Optional.of(entered));
  }

  public RefreshToken refreshToken() {
    return new RefreshToken(tenant, id, generation);
  }

  public static Map<String, AttributeValue> key(TenantId tenant, SessionId id) {
    return Item.key(tenant + "#session", id.value()).build();
  }

  public Map<String, AttributeValue> item() {
    Item item =
        Item.key(tenant + "#session", id.value())
            .text("member", member.value())
            .instant("createdAt", createdAt)
            .instant("lastUsedAt", lastUsedAt)
            .instant("expiresAt", expiresAt)
            .number("generation", generation)
            .instant("rotatedAt", rotatedAt)
            .text("client", client)
            .text("computer", computer)
            .ttl(expiresAt);
    support.ifPresent(it ->
        item.map(
            "support",
            new Item()
                .text("organization", it.organization().value())
                .text("organizationName", it.organizationName())
                .text("name", it.name())
                .text("reason", it.reason())
                .build()));
    return item.build();
  }

  /// @throws RuntimeException when the item is no session of this form
  public static Session of(Row row) {
    String pk = row.text("pk");
    return new Session(
        new TenantId(pk.substring(0, pk.indexOf('#'))),
        new SessionId(row.text("sk")),
        new AgentId(row.text("member")),
        row.instant("createdAt"),
        row.instant("lastUsedAt"),
        row.instant("expiresAt"),
        row.number("generation"),
        row.instant("rotatedAt"),
        row.text("client"),
        row.textOrNull("computer"),
        row.has("support") ? Optional.of(support(new Row(row.map("support")))) : Optional.empty());
  }

  private static Support support(Row row) {
    return new Support(
        new TenantId(row.text("organization")),
        row.text("organizationName"),
        row.text("name"),
        row.text("reason"));
  }
}
