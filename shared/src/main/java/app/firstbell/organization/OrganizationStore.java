package app.firstbell.organization;

import app.firstbell.dynamo.Columns;
import app.firstbell.dynamo.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/// Organizations and their rooms, in the table `Accounts`.
public final class OrganizationStore {
  private static final String ORG = "org";

  private static final TableSchema<Organization> ORGANIZATION =
      Columns.of(Organization.class, OrganizationStore::organization)
          .keys(o -> o.id().value(), _ -> ORG)
          .text("name", Organization::name)
          .texts("sites", Organization::sites)
          .number("rate", o -> o.limits().rate())
          .number("burst", o -> o.limits().burst())
          .text("greeting", Organization::greeting)
          .number("replyMinutes", Organization::replyMinutes)
          .texts("roomIds", o -> o.rooms().stream().map(r -> r.id().value()).toList())
          .texts("roomNames", o -> o.rooms().stream().map(RoomName::name).toList())
          .build();

  /// A room with the tenant that its key needs.
  private record StoredRoom(TenantId tenant, Room room) {}

  private static final TableSchema<StoredRoom> ROOM =
      Columns.of(StoredRoom.class, OrganizationStore::room)
          .keys(s -> s.tenant().value(), s -> "room#" + s.room().name().id())
          .text("name", s -> s.room().name().name())
          .number("ringSeconds", s -> (int) s.room().ringTime().toSeconds())
          .build();

  private final DynamoDbTable<Organization> organizations;
  private final DynamoDbTable<StoredRoom> rooms;

  public OrganizationStore(DynamoDbEnhancedClient client, String table) {
    this.organizations = client.table(table, ORGANIZATION);
    this.rooms = client.table(table, ROOM);
  }

  public Optional<Organization> organization(TenantId id) {
    return Optional.ofNullable(
        organizations.getItem(Key.builder().partitionValue(id.value()).sortValue(ORG).build()));
  }

  public Optional<Room> room(TenantId tenant, RoomId room) {
    return Optional.ofNullable(
            rooms.getItem(
                Key.builder().partitionValue(tenant.value()).sortValue("room#" + room).build()))
        .map(StoredRoom::room);
  }

  /// Stores an organization; a repeat changes nothing but what differs.
  public void put(Organization organization) {
    organizations.putItem(organization);
  }

  public void put(TenantId tenant, Room room) {
    rooms.putItem(new StoredRoom(tenant, room));
  }

  @SuppressWarnings("unchecked") // a list attribute of texts() holds strings
  private static Organization organization(Draft draft) {
    List<String> ids = draft.get("roomIds", List.class);
    List<String> names = draft.get("roomNames", List.class);
    List<RoomName> rooms = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      rooms.add(new RoomName(new RoomId(ids.get(i)), names.get(i)));
    }
    @Nullable Integer replyMinutes = draft.orNull("replyMinutes", Integer.class);
    return new Organization(
        new TenantId(draft.get("pk", String.class)),
        draft.get("name", String.class),
        draft.get("sites", List.class),
        new Limits(draft.get("rate", Integer.class), draft.get("burst", Integer.class)),
        draft.get("greeting", String.class),
        replyMinutes,
        rooms);
  }

  private static StoredRoom room(Draft draft) {
    return new StoredRoom(
        new TenantId(draft.get("pk", String.class)),
        new Room(
            new RoomName(
                new RoomId(draft.get("sk", String.class).substring("room#".length())),
                draft.get("name", String.class)),
            Duration.ofSeconds(draft.get("ringSeconds", Integer.class))));
  }
}
