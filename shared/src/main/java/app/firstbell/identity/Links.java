package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Mailed links: made with the change that they belong to, mailed from the stream, and used with
/// their effect in one transaction, which is why of many uses one succeeds.
public final class Links {
  /// What follows the tenant in the partition key.
  static final String PARTITION = "#link";

  /// Names of the payload.
  public static final String PASSWORD = "password";

  public static final String INVITED_BY = "invitedBy";
  public static final String ORGANIZATION = "organization";
  public static final String NAME = "name";

  private static final Pattern FORM =
      Pattern.compile(
          "l\\.([a-z-]{1,20})\\.([a-z0-9][a-z0-9-]{0,39})\\.([a-z2-7]{26})\\.([A-Za-z0-9_-]{43})");

  private final DynamoDbClient client;
  private final String table;
  private final TokenKeys keys;
  private final Ids ids;

  public Links(DynamoDbClient client, String table, TokenKeys keys, Ids ids) {
    this.client = client;
    this.table = table;
    this.keys = keys;
    this.ids = ids;
  }

  /// By which a member who has forgotten the password sets another one. It is bound to the present
  /// password: once that is changed, the link is worth nothing.
  public Link reset(TenantId tenant, Member member, Instant now) {
    return link(
        LinkKind.RESET,
        tenant,
        member.id(),
        member.email(),
        now,
        Map.of(NAME, member.name(), PASSWORD, fingerprint(member.passwordHash())));
  }

  /// By which somebody who was invited accepts.
  ///
  /// @param organization the organization's name
  /// @param invitedBy the name of whoever invites; null when it was a program or nobody
  public Link invitation(
      TenantId tenant,
      Member member,
      String organization,
      @Nullable String invitedBy,
      Instant now) {
    Map<String, String> payload = new HashMap<>();
    payload.put(NAME, member.name());
    payload.put(ORGANIZATION, organization);
    if (invitedBy != null) {
      payload.put(INVITED_BY, invitedBy);
    }
    return link(LinkKind.INVITATION, tenant, member.id(), member.email(), now, payload);
  }

  /// By which the owner of a new address confirms it.
  public Link emailChange(TenantId tenant, Member member, String newEmail, Instant now) {
    return link(LinkKind.EMAIL, tenant, member.id(), newEmail, now, Map.of(NAME, member.name()));
  }

  /// By which a newcomer confirms a sign-up; `tenant` is the organization that there will be.
  public Link signUp(TenantId tenant, String email, Map<String, String> payload, Instant now) {
    return link(LinkKind.SIGN_UP, tenant, null, email, now, payload);
  }

  /// By which an organization's administrators buy credits. Who makes it reads a stream and does
  /// not know the keys: the row has no hash, and the text is proved by its MAC alone.
  ///
  /// @param id 26 characters of base32, which come of what the link is made for
  public static Link renewal(TenantId tenant, String id, Map<String, String> payload, Instant now) {
    return new Link(
        LinkKind.RENEWAL,
        tenant,
        id,
        Optional.empty(),
        // Whoever is an administrator when it is mailed.
        "",
        now.plus(LinkKind.RENEWAL.lasts()),
        payload);
  }

  /// The row of a renewal, which has it mailed.
  public static Map<String, AttributeValue> renewing(Link renewal) {
    return renewal.item().text("mail", "1").build();
  }

  /// A link that nobody is mailed and nobody can use: what is written for an address that is not to
  /// be told apart from others.
  public TransactWriteItem decoy(LinkKind kind, String email, Instant now) {
    Link link =
        new Link(
            kind,
            TenantId.PLATFORM,
            ids.id(),
            Optional.empty(),
            email,
            now.plus(LinkKind.RESET.lasts()),
            Map.of(NAME, "nobody", PASSWORD, fingerprint(null)));
    return put(link.item(keys).text("decoy", "1"));
  }

  /// Stores a link, which has it mailed.
  public TransactWriteItem creating(Link link) {
    return put(link.item(keys).text("mail", "1"));
  }

  /// Uses a link up; refused when somebody else was faster, or when it has expired.
  public TransactWriteItem using(Link link, Instant now) {
    return TransactWriteItem.builder()
        .delete(delete ->
            delete
                .tableName(table)
                .key(link.key())
                .conditionExpression("#hash = :hash AND expiresAt > :now")
                .expressionAttributeNames(Map.of("#hash", "hash"))
                .expressionAttributeValues(
                    new Item()
                        .text(":hash", Digest.hex(link.text(keys)))
                        .instant(":now", now)
                        .build())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  /// The link of a text, while it is good for `kind`.
  public Optional<Link> find(String text, LinkKind kind, Instant now) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !form.group(1).equals(kind.word())) {
      return Optional.empty();
    }
    TenantId tenant = new TenantId(form.group(2));
    String id = form.group(3);
    if (!keys.isMac(form.group(4), TokenKeys.Purpose.LINK, kind.word(), tenant.value(), id)) {
      return Optional.empty();
    }
    TenantScope.enter(tenant, Proof.LINK);
    return row(tenant, id)
        .filter(row -> !row.has("decoy") && isSealed(row, kind, text))
        .map(Link::of)
        .filter(link -> link.kind() == kind && link.expiresAt().isAfter(now));
  }

  private static boolean isSealed(Row row, LinkKind kind, String text) {
    String hash = row.textOrNull("hash");
    return hash == null ? kind == LinkKind.RENEWAL : hash.equals(Digest.hex(text));
  }

  /// A member's links of some kinds that are good still, the newest first. Expired ones lie there
  /// until time to live removes them, and are worth nothing already.
  public List<Link> of(TenantId tenant, AgentId member, Set<LinkKind> kinds, Instant now) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .filterExpression("#member = :member AND expiresAt > :now")
                .expressionAttributeNames(Map.of("#member", "member"))
                .expressionAttributeValues(
                    new Item()
                        .text(":pk", tenant + PARTITION)
                        .text(":member", member.value())
                        .instant(":now", now)
                        .build())
                .consistentRead(true))
        .items()
        .stream()
        .map(item -> Link.of(new Row(item)))
        .filter(link -> kinds.contains(link.kind()))
        .sorted(Comparator.comparing(Link::expiresAt).reversed())
        .toList();
  }

  /// Makes a link worth nothing, if it is there.
  public TransactWriteItem forgetting(Link link) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(link.key()))
        .build();
  }

  /// A stored link, for whoever mails it.
  public Optional<Link> link(TenantId tenant, String id) {
    return row(tenant, id).map(Link::of);
  }

  /// What a mail carries.
  public String text(Link link) {
    return link.text(keys);
  }

  /// Whether a reset link was made for the password that the member has now.
  static boolean isFor(Link link, Member member) {
    return link.payload(PASSWORD).equals(Optional.of(fingerprint(member.passwordHash())));
  }

  private static String fingerprint(@Nullable String passwordHash) {
    return Digest.hex(passwordHash == null ? "" : passwordHash);
  }

  private Link link(
      LinkKind kind,
      TenantId tenant,
      @Nullable AgentId member,
      String email,
      Instant now,
      Map<String, String> payload) {
    return new Link(
        kind,
        tenant,
        ids.id(),
        Optional.ofNullable(member),
        email,
        now.plus(kind.lasts()),
        payload);
  }

  private TransactWriteItem put(Item item) {
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item.build())).build();
  }

  private Optional<Row> row(TenantId tenant, String id) {
    return Row.of(
        client
            .getItem(get -> get.tableName(table).key(Link.key(tenant, id)).consistentRead(true))
            .item());
  }
}
