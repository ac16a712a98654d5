package app.firstbell.agent;

import app.firstbell.dynamo.Edit;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Members of organizations, and the e-mail addresses by which they sign in, in the table
/// `Accounts`.
///
/// Methods that answer a [TransactWriteItem] write nothing themselves: they are steps of one
/// transaction, each with its condition.
public final class MemberStore {
  private static final String LOGINS = "platform#login";
  private static final String EMAIL = "email#";
  private final DynamoDbClient client;
  private final String table;

  /// Whose e-mail address it is: one address, one member, in the whole installation.
  public record Login(String email, TenantId tenant, AgentId member) {}

  public MemberStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// A member, deleted ones too.
  public Optional<Member> member(TenantId tenant, AgentId id) {
    return Row.of(client.getItem(get -> get.tableName(table).key(key(tenant, id))).item())
        .map(MemberItem::member);
  }

  /// A member as the last write left it.
  public Optional<Member> memberNow(TenantId tenant, AgentId id) {
    return Row.of(
            client
                .getItem(get -> get.tableName(table).key(key(tenant, id)).consistentRead(true))
                .item())
        .map(MemberItem::member);
  }

  /// Every member of an organization, in the order of their ids, deleted ones too.
  public List<Member> all(TenantId tenant) {
    return all(tenant, QueryRequest.builder());
  }

  /// The same as the last writes left them.
  public List<Member> allNow(TenantId tenant) {
    return all(tenant, QueryRequest.builder().consistentRead(true));
  }

  private List<Member> all(TenantId tenant, QueryRequest.Builder query) {
    return client
        .queryPaginator(
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                .expressionAttributeValues(
                    new Item().text(":pk", tenant.value()).text(":sk", MemberItem.MEMBER).build())
                .build())
        .items()
        .stream()
        .map(item -> MemberItem.member(new Row(item)))
        .toList();
  }

  /// Every active member of an organization who answers in a room.
  public List<Member> ofRoom(TenantId tenant, RoomId room) {
    return all(tenant).stream()
        .filter(member -> member.status() == MemberStatus.ACTIVE)
        .filter(member -> member.rooms().contains(room))
        .toList();
  }

  /// @param email lower case
  public Optional<Login> login(String email) {
    return Row.of(client.getItem(get -> get.tableName(table).key(loginKey(email))).item())
        .map(MemberStore::login);
  }

  /// Whether a member signs in by an address, as the last write left it. Who was invited has an
  /// address that may be somebody else's to sign in with, in another organization.
  public boolean owns(Login login) {
    return Row.of(
            client
                .getItem(
                    get -> get.tableName(table).key(loginKey(login.email())).consistentRead(true))
                .item())
        .map(MemberStore::login)
        .equals(Optional.of(login));
  }

  private static Login login(Row row) {
    return new Login(
        row.text("sk"), new TenantId(row.text("tenant")), new AgentId(row.text("member")));
  }

  /// Stores a member as given, whatever lies there: for provisioning and tests.
  public void put(TenantId tenant, Member member) {
    client.putItem(put -> put.tableName(table).item(item(tenant, member, member.version())));
  }

  /// Gives an e-mail address to a member; a repeat changes nothing.
  ///
  /// @return false when the address belongs to somebody else
  public boolean claim(Login login) {
    Put put = putOf(login);
    try {
      client.putItem(one ->
          one.tableName(table)
              .item(put.item())
              .conditionExpression(put.conditionExpression())
              .expressionAttributeNames(put.expressionAttributeNames())
              .expressionAttributeValues(put.expressionAttributeValues()));
      return true;
    } catch (ConditionalCheckFailedException somebodyElses) {
      return false;
    }
  }

  /// A new member, of version 1; refused when the id is taken.
  public TransactWriteItem creating(TenantId tenant, Member member) {
    return TransactWriteItem.builder()
        .put(put ->
            put.tableName(table)
                .item(item(tenant, member, 1))
                .conditionExpression("attribute_not_exists(pk)"))
        .build();
  }

  /// What differs between two states of a member; refused when somebody else was faster.
  public TransactWriteItem editing(TenantId tenant, Member before, Member after) {
    return edit(tenant, before, after).writeOfVersion(before.version());
  }

  /// The names of what differs between two states of a member, as items call them.
  public List<String> changed(TenantId tenant, Member before, Member after) {
    return edit(tenant, before, after).changed();
  }

  /// Gives an e-mail address to a member; refused when it belongs to somebody else.
  public TransactWriteItem claiming(Login login) {
    return TransactWriteItem.builder().put(putOf(login)).build();
  }

  /// Takes an address from a member; refused when it is somebody else's by now.
  public TransactWriteItem releasing(Login login) {
    return TransactWriteItem.builder()
        .delete(
            Delete.builder()
                .tableName(table)
                .key(loginKey(login.email()))
                .conditionExpression(FREE_OR_OWN)
                .expressionAttributeNames(OWNER_NAMES)
                .expressionAttributeValues(owner(login))
                .build())
        .build();
  }

  /// For which member of an organization an address was kept last. It may be another's by now: so
  /// this is read first, and then the members, who tell.
  public Optional<AgentId> keptFor(TenantId tenant, String email) {
    return Row.of(
            client
                .getItem(
                    get -> get.tableName(table).key(emailKey(tenant, email)).consistentRead(true))
                .item())
        .map(row -> new AgentId(row.text("member")));
  }

  /// Keeps an address for a member, so that of two invitations at once one is refused. Only within
  /// the organization: whose address it is in the whole installation is decided by [#claiming],
  /// when they prove that it is theirs.
  ///
  /// @param before what [#keptFor] answered, before the members were read
  public TransactWriteItem keeping(
      TenantId tenant, String email, AgentId member, Optional<AgentId> before) {
    return TransactWriteItem.builder()
        .put(put ->
            put.tableName(table)
                .item(
                    Item.key(tenant.value(), EMAIL + email).text("member", member.value()).build())
                .conditionExpression(
                    before.isEmpty() ? "attribute_not_exists(pk)" : "#member = :before")
                .expressionAttributeNames(before.isEmpty() ? null : Map.of("#member", "member"))
                .expressionAttributeValues(
                    before
                        .map(holder -> new Item().text(":before", holder.value()).build())
                        .orElse(null)))
        .build();
  }

  /// Keeps an address no longer; a repeat changes nothing.
  public TransactWriteItem forgetting(TenantId tenant, String email) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(emailKey(tenant, email)))
        .build();
  }

  private static final String FREE_OR_OWN =
      "attribute_not_exists(pk) OR (#tenant = :tenant AND #member = :member)";
  private static final Map<String, String> OWNER_NAMES =
      Map.of("#tenant", "tenant", "#member", "member");

  private static Map<String, AttributeValue> owner(Login login) {
    return new Item()
        .text(":tenant", login.tenant().value())
        .text(":member", login.member().value())
        .build();
  }

  private Put putOf(Login login) {
    return Put.builder()
        .tableName(table)
        .item(
            Item.key(LOGINS, login.email())
                .text("tenant", login.tenant().value())
                .text("member", login.member().value())
                .build())
        .conditionExpression(FREE_OR_OWN)
        .expressionAttributeNames(OWNER_NAMES)
        .expressionAttributeValues(owner(login))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private Edit edit(TenantId tenant, Member before, Member after) {
    return new Edit(
        table,
        key(tenant, before.id()),
        MemberItem.attributes(before),
        MemberItem.attributes(after));
  }

  private static Map<String, AttributeValue> item(TenantId tenant, Member member, long version) {
    Map<String, AttributeValue> item = new HashMap<>(MemberItem.attributes(member));
    item.putAll(key(tenant, member.id()));
    item.put("version", AttributeValue.fromN(Long.toString(version)));
    return item;
  }

  private static Map<String, AttributeValue> key(TenantId tenant, AgentId id) {
    return Item.key(tenant.value(), MemberItem.MEMBER + id).build();
  }

  private static Map<String, AttributeValue> emailKey(TenantId tenant, String email) {
    return Item.key(tenant.value(), EMAIL + email).build();
  }

  private static Map<String, AttributeValue> loginKey(String email) {
    return Item.key(LOGINS, email).build();
  }
}
