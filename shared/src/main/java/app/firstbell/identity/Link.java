package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A mailed link, which works once, or one of a renewal until it expires. Stored as `{tenant}#link`
/// / id, until it is used.
///
/// @param id 26 characters of base32
/// @param member for whom it is; a sign-up has none yet
/// @param email where it is mailed to
/// @param payload what the link's use needs to know, by name
public record Link(
    LinkKind kind,
    TenantId tenant,
    String id,
    Optional<AgentId> member,
    String email,
    Instant expiresAt,
    Map<String, String> payload) {
  public Link {
    payload = Map.copyOf(payload);
  }

  /// What a mail carries, `l.{kind}.{tenant}.{id}.{mac}`. It can be made again from the row, so
  /// that nothing secret lies in a queue.
  public String text(TokenKeys keys) {
    return "l." + kind.word() + "." + tenant + "." + id + "." + mac(keys, kind, tenant, id);
  }

  public Optional<String> payload(String name) {
    return Optional.ofNullable(payload.get(name));
  }

  static String mac(TokenKeys keys, LinkKind kind, TenantId tenant, String id) {
    return keys.mac(TokenKeys.Purpose.LINK, kind.word(), tenant.value(), id);
  }

  Map<String, AttributeValue> key() {
    return key(tenant, id);
  }

  static Map<String, AttributeValue> key(TenantId tenant, String id) {
    return Item.key(tenant + Links.PARTITION, id).build();
  }

  Item item(TokenKeys keys) {
    return item().text("hash", Digest.hex(text(keys)));
  }

  /// The row as somebody writes it who does not know the keys: the text's MAC alone proves it.
  Item item() {
    Item item =
        Item.key(tenant + Links.PARTITION, id)
            .text("kind", kind.word())
            .text("member", member.map(AgentId::value).orElse(null))
            .text("email", email)
            .instant("expiresAt", expiresAt)
            .ttl(expiresAt);
    Item values = new Item();
    payload.forEach(values::text);
    return item.map("payload", values.build());
  }

  /// @throws RuntimeException when the item is no link
  static Link of(Row row) {
    String pk = row.text("pk");
    Map<String, String> payload = new HashMap<>();
    row.map("payload").forEach((name, value) -> payload.put(name, value.s()));
    return new Link(
        LinkKind.of(row.text("kind"))
            .orElseThrow(() -> new IllegalStateException("expected a known kind of link")),
        new TenantId(pk.substring(0, pk.indexOf('#'))),
        row.text("sk"),
        Optional.ofNullable(row.textOrNull("member")).map(AgentId::new),
        row.text("email"),
        row.instant("expiresAt"),
        payload);
  }

  @Override
  public String toString() {
    return "Link[" + kind.word() + "]";
  }
}
