package app.firstbell.agent;

import app.firstbell.dynamo.Columns;
import app.firstbell.dynamo.Draft;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Members of organizations, and the e-mail addresses by which they sign in, in the table
/// `Accounts`.
public final class MemberStore {
  private static final String MEMBER = "member#";
  private static final String LOGINS = "platform#login";

  /// A member with the tenant that its key needs.
  private record StoredMember(TenantId tenant, Member member) {}

  /// Whose e-mail address it is: one address, one member, in the whole installation.
  public record Login(String email, TenantId tenant, AgentId member) {}

  private static final TableSchema<StoredMember> MEMBERS =
      Columns.of(StoredMember.class, MemberStore::member)
          .keys(s -> s.tenant().value(), s -> MEMBER + s.member().card().id())
          .text("name", s -> s.member().card().name())
          .text("photo", s -> s.member().card().photo())
          .text("title", s -> s.member().card().title())
          .text("greeting", s -> s.member().card().greeting())
          .text("email", s -> s.member().email())
          .text("passwordHash", s -> s.member().passwordHash())
          .texts("rooms", s -> s.member().rooms().stream().map(RoomId::value).toList())
          .build();

  private static final TableSchema<Login> LOGIN =
      Columns.of(
              Login.class,
              d ->
                  new Login(
                      d.get("sk", String.class),
                      new TenantId(d.get("tenant", String.class)),
                      new AgentId(d.get("member", String.class))))
          .keys(_ -> LOGINS, Login::email)
          .text("tenant", l -> l.tenant().value())
          .text("member", l -> l.member().value())
          .build();

  private final DynamoDbTable<StoredMember> members;
  private final DynamoDbTable<Login> logins;

  public MemberStore(DynamoDbEnhancedClient client, String table) {
    this.members = client.table(table, MEMBERS);
    this.logins = client.table(table, LOGIN);
  }

  public Optional<Member> member(TenantId tenant, AgentId id) {
    return Optional.ofNullable(
            members.getItem(
                Key.builder().partitionValue(tenant.value()).sortValue(MEMBER + id).build()))
        .map(StoredMember::member);
  }

  /// Every member of an organization who answers in a room.
  public List<Member> ofRoom(TenantId tenant, RoomId room) {
    return members
        .query(
            QueryConditional.sortBeginsWith(
                Key.builder().partitionValue(tenant.value()).sortValue(MEMBER).build()))
        .items()
        .stream()
        .map(StoredMember::member)
        .filter(member -> member.rooms().contains(room))
        .toList();
  }

  /// @param email lower case
  public Optional<Login> login(String email) {
    return Optional.ofNullable(
        logins.getItem(Key.builder().partitionValue(LOGINS).sortValue(email).build()));
  }

  public void put(TenantId tenant, Member member) {
    members.putItem(new StoredMember(tenant, member));
  }

  /// Gives an e-mail address to a member; a repeat changes nothing.
  ///
  /// @return false when the address belongs to somebody else
  public boolean claim(Login login) {
    Expression freeOrOwn =
        Expression.builder()
            .expression("attribute_not_exists(pk) OR (#tenant = :tenant AND #member = :member)")
            .putExpressionName("#tenant", "tenant")
            .putExpressionName("#member", "member")
            .putExpressionValue(":tenant", AttributeValue.fromS(login.tenant().value()))
            .putExpressionValue(":member", AttributeValue.fromS(login.member().value()))
            .build();
    try {
      logins.putItem(put -> put.item(login).conditionExpression(freeOrOwn));
      return true;
    } catch (ConditionalCheckFailedException somebodyElses) {
      return false;
    }
  }

  @SuppressWarnings("unchecked") // a list attribute of texts() holds strings
  private static StoredMember member(Draft draft) {
    List<String> rooms = draft.get("rooms", List.class);
    return new StoredMember(
        new TenantId(draft.get("pk", String.class)),
        new Member(
            new AgentCard(
                new AgentId(draft.get("sk", String.class).substring(MEMBER.length())),
                draft.get("name", String.class),
                draft.orNull("photo", String.class),
                draft.orNull("title", String.class),
                draft.orNull("greeting", String.class)),
            draft.get("email", String.class),
            draft.get("passwordHash", String.class),
            rooms.stream().map(RoomId::new).toList()));
  }
}
