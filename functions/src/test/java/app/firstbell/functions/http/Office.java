package app.firstbell.functions.http;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.AccessTokens;
import app.firstbell.identity.TokenKeys;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerBalances;
import app.firstbell.organization.Assignments;
import app.firstbell.organization.Balances;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.photo.PhotoStore;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// An organization with all functions that manage it, on a real engine.
///
/// @param ledger of the same engine, to post what stands in an organization's books
record Office(
    Lobby lobby,
    Ledger ledger,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> organizations,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> members,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> rooms,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> profiles,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> photos,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> keys,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> support,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> audit) {

  static Office open() {
    return open(Town.engine());
  }

  /// @param engine the real one, or one with a planted bug
  static Office open(DynamoDbClient engine) {
    Lobby lobby = new Lobby(engine);
    Balances balances = new LedgerBalances(Town.engine(), Town.accountsTable());
    Assignments assignments = (tenant, member) -> List.of("Team for " + member);
    TokenKeys keys = lobby.parts.keys();
    return new Office(
        lobby,
        new Ledger(Town.engine(), Town.accountsTable(), new Contention(Pause.jittered())),
        new OrganizationsHandler(lobby.gate, lobby.parts, balances, assignments),
        new MembersHandler(lobby.gate, lobby.parts),
        new RoomsHandler(lobby.gate, lobby.parts),
        new ProfilesHandler(lobby.gate, lobby.parts),
        new PhotosHandler(new PhotoStore(Town.engine(), Town.accountsTable())),
        new KeysHandler(lobby.gate, lobby.parts),
        new SupportHandler(
            lobby.gate, lobby.parts, new AccessTokens(keys, Lobby.ISSUER, lobby.ids, lobby.clock)),
        new AuditLogHandler(lobby.gate, lobby.parts));
  }

  /// The organization with an administrator `ada`, who is signed in.
  ///
  /// @return ada's token
  String of(OrganizationKind kind, TenantId parent) {
    lobby.organization(lobby.tenant, kind, parent);
    lobby.parts.organizations().put(lobby.tenant, general());
    return hire("ada", Role.ADMIN);
  }

  String hire(String id, Role role, Permission... permissions) {
    lobby.member(id, role, permissions);
    return lobby.signIn(id).text("token");
  }

  /// A request that names an organization.
  Lobby.Ask ask(
      String method,
      TenantId organization,
      String rest,
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    return lobby
        .ask(method + " /organizations/{organization}" + rest)
        .path("organization", organization.value())
        .at(handler);
  }

  Lobby.Ask ask(
      String method,
      String rest,
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    return ask(method, lobby.tenant, rest, handler);
  }

  /// The names, or another field, of a page's items.
  static List<String> each(Lobby.Reply page, String field) {
    return page.body().array("items").orElseThrow().stream()
        .map(item -> ((JsonValue.Obj) item).text(field).orElseThrow())
        .toList();
  }

  static String problem(Lobby.Reply reply) {
    return reply.text("type").replace("urn:firstbell:problem:", "");
  }

  private static Room general() {
    return new Room(RoomName.GENERAL, Room.USUAL_RING_TIME, 1);
  }
}
