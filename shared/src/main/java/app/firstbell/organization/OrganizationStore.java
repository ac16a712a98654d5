package app.firstbell.organization;

import app.firstbell.dynamo.Edit;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Organizations and their rooms, in the table `Accounts`.
///
/// Methods that answer a [TransactWriteItem] write nothing themselves: they are steps of one
/// transaction, each with its condition.
public final class OrganizationStore {
  private static final String ROOM = "room#";
  private final DynamoDbClient client;
  private final String table;

  public OrganizationStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  public Optional<Organization> organization(TenantId id) {
    return Row.of(client.getItem(get -> get.tableName(table).key(AccountItem.key(id))).item())
        .map(AccountItem::organization);
  }

  /// The same, as the last write left it.
  public Optional<Organization> organizationNow(TenantId id) {
    return Row.of(
            client
                .getItem(get -> get.tableName(table).key(AccountItem.key(id)).consistentRead(true))
                .item())
        .map(AccountItem::organization);
  }

  /// Everything about an organization, as the last write left it.
  public Optional<Account> account(TenantId id) {
    return Row.of(
            client
                .getItem(get -> get.tableName(table).key(AccountItem.key(id)).consistentRead(true))
                .item())
        .map(AccountItem::account);
  }

  public Optional<Room> room(TenantId tenant, RoomId room) {
    return Row.of(client.getItem(get -> get.tableName(table).key(roomKey(tenant, room))).item())
        .map(OrganizationStore::room);
  }

  /// Every room of an organization, in the order of their ids.
  public List<Room> rooms(TenantId tenant) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                .expressionAttributeValues(
                    new Item().text(":pk", tenant.value()).text(":sk", ROOM).build()))
        .items()
        .stream()
        .map(item -> room(new Row(item)))
        .toList();
  }

  /// Stores what chats need of an organization; what else is known of it stays.
  public void put(Organization organization) {
    Map<String, AttributeValue> after = AccountItem.attributes(organization);
    Edit edit = new Edit(table, AccountItem.key(organization.id()), Map.of(), after);
    client.updateItem(edit.unguarded());
  }

  public void put(TenantId tenant, Room room) {
    client.putItem(put -> put.tableName(table).item(item(tenant, room, room.version())));
  }

  /// A new organization; refused when the id is taken.
  public TransactWriteItem creating(Account account) {
    return put(AccountItem.item(account));
  }

  /// What differs between two states of an account; refused when somebody else was faster.
  public TransactWriteItem editing(Account before, Account after) {
    return edit(before, after).writeOfVersion(before.version());
  }

  /// Another list of rooms; refused when somebody else changed the list or a name in it. It leaves
  /// the account's version alone, since who edits settings is not in the way of who adds a room.
  public TransactWriteItem listingRooms(Account before, List<RoomName> rooms) {
    return TransactWriteItem.builder()
        .update(edit(before, before.withRooms(rooms)).whileSame("roomIds", "roomNames"))
        .build();
  }

  /// The names of what differs between two states of an account, as items call them.
  public List<String> changed(Account before, Account after) {
    return edit(before, after).changed();
  }

  /// A new room, of version 1; refused when the id is taken.
  public TransactWriteItem creating(TenantId tenant, Room room) {
    return put(item(tenant, room, 1));
  }

  /// What differs between two states of a room; refused when somebody else was faster.
  public TransactWriteItem editing(TenantId tenant, Room before, Room after) {
    return new Edit(
            table, roomKey(tenant, before.id()), roomAttributes(before), roomAttributes(after))
        .writeOfVersion(before.version());
  }

  /// A room is gone; refused when somebody edited it meanwhile.
  public TransactWriteItem deleting(TenantId tenant, Room room) {
    return TransactWriteItem.builder()
        .delete(delete ->
            delete
                .tableName(table)
                .key(roomKey(tenant, room.id()))
                .conditionExpression(
                    room.version() == 0
                        ? "attribute_not_exists(#version) OR #version = :version"
                        : "#version = :version")
                .expressionAttributeNames(Map.of("#version", "version"))
                .expressionAttributeValues(new Item().number(":version", room.version()).build())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private Edit edit(Account before, Account after) {
    return new Edit(
        table,
        AccountItem.key(before.id()),
        AccountItem.attributes(before),
        AccountItem.attributes(after));
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build())
        .build();
  }

  private static Map<String, AttributeValue> roomKey(TenantId tenant, RoomId room) {
    return Item.key(tenant.value(), ROOM + room).build();
  }

  private static Map<String, AttributeValue> roomAttributes(Room room) {
    return new Item()
        .text("name", room.name().name())
        .number("ringSeconds", room.ringTime().toSeconds())
        .build();
  }

  private static Map<String, AttributeValue> item(TenantId tenant, Room room, long version) {
    Map<String, AttributeValue> item = new HashMap<>(roomAttributes(room));
    item.putAll(roomKey(tenant, room.id()));
    item.put("version", AttributeValue.fromN(Long.toString(version)));
    return item;
  }

  private static Room room(Row row) {
    return new Room(
        new RoomName(new RoomId(row.text("sk").substring(ROOM.length())), row.text("name")),
        Duration.ofSeconds(row.number("ringSeconds")),
        row.number("version", 0));
  }
}
