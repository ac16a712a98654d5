package app.firstbell.functions.http;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Permission;
import app.firstbell.agent.PhotoKind;
import app.firstbell.agent.Profile;
import app.firstbell.agent.Role;
import app.firstbell.agent.Standing;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.MovableClock;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.AccessTokens;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Link;
import app.firstbell.identity.TokenKeys;
import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.Locality;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Transaction;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The HTTP API's way in, on a real engine: an organization of its own, people, and requests as API
/// Gateway hands them over.
final class Lobby {
  static final String ISSUER = "https://app.example";
  static final String EDGE = "what the distribution adds";
  static final String PASSWORD = "ring-the-bell-1";
  private static final TokenKeys KEYS = new TokenKeys("a secret of the tests, long enough for all");

  final MovableClock clock = new MovableClock();
  final Ids ids = Ids.secure();
  final TenantId tenant = new TenantId("t-" + ids.id());
  final IdentityParts parts;
  final Gate gate;
  final SessionsHandler door;

  Lobby() {
    this(Town.engine());
  }

  Lobby(DynamoDbClient client) {
    Contention contention = new Contention(Pause.jittered());
    parts = IdentityParts.on(client, Town.accountsTable(), KEYS, ISSUER, contention, ids, clock);
    gate =
        new Gate(
            client,
            Town.accountsTable(),
            KEYS,
            new AccessTokens(KEYS, ISSUER, ids, clock),
            contention,
            ids,
            clock,
            new Edge(Optional.of(EDGE)));
    door = new SessionsHandler(gate, parts);
  }

  /// A request.
  final class Ask {
    private final APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    private final Map<String, String> headers = new HashMap<>();
    private RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = door;

    Ask(String route) {
      APIGatewayV2HTTPEvent.RequestContext context = new APIGatewayV2HTTPEvent.RequestContext();
      context.setRequestId("r");
      context.setHttp(new APIGatewayV2HTTPEvent.RequestContext.Http());
      event.setRequestContext(context);
      event.setRouteKey(route);
      event.setRawPath("/api" + route.substring(route.indexOf(' ') + 1));
    }

    Ask as(String token) {
      return header("authorization", "Bearer " + token);
    }

    Ask header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /// As API Gateway says it.
    Ask from(String address) {
      event.getRequestContext().getHttp().setSourceIp(address);
      return this;
    }

    Ask path(String name, String value) {
      Map<String, String> path = new HashMap<>();
      if (event.getPathParameters() != null) {
        path.putAll(event.getPathParameters());
      }
      path.put(name, value);
      event.setPathParameters(path);
      event.setRawPath(event.getRawPath().replace("{" + name + "}", value));
      return this;
    }

    Ask query(Map<String, String> query) {
      event.setQueryStringParameters(query);
      return this;
    }

    Ask at(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> other) {
      handler = other;
      return this;
    }

    Reply send() {
      return send(_ -> {});
    }

    Reply send(Consumer<JsonObjectWriter> body) {
      event.setBody(Json.write(body));
      event.setHeaders(headers);
      return new Reply(handler.handleRequest(event, Town.NO_CONTEXT));
    }

    /// As API Gateway hands on what is no text.
    Reply send(byte[] body) {
      event.setIsBase64Encoded(true);
      return sendRaw(Base64.getEncoder().encodeToString(body));
    }

    Reply sendRaw(String body) {
      event.setBody(body);
      event.setHeaders(headers);
      return new Reply(handler.handleRequest(event, Town.NO_CONTEXT));
    }
  }

  /// What came back.
  record Reply(APIGatewayV2HTTPResponse response) {
    int status() {
      return response.getStatusCode();
    }

    JsonValue.Obj body() {
      return Json.object(response.getBody());
    }

    String text(String name) {
      return body().text(name).orElseThrow();
    }

    String header(String name) {
      return String.valueOf(response.getHeaders().get(name));
    }
  }

  Ask ask(String route) {
    return new Ask(route);
  }

  /// The organization, which is open and on a plan whose rooms all ring.
  Account organization(TenantId id, OrganizationKind kind, TenantId parent) {
    Account account =
        Account.created(
            id,
            kind,
            parent,
            "Northwind Tea",
            Locality.UNKNOWN,
            Pricing.PREPAID,
            Plan.BUSINESS,
            clock.instant());
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(parts.organizations().creating(account));
    writes.addAll(
        new BalanceStore(parts.client(), parts.table()).opening(id, account.locality().currency()));
    parts.transactions().commit(Transaction.untold(writes));
    return account;
  }

  /// A member who signs in by [#PASSWORD].
  Member member(String id, Role role, Permission... permissions) {
    Member member =
        new Member(
            new AgentCard(new AgentId(id), "Name of " + id, null, null, null),
            email(id),
            null,
            parts.passwords().hash(PASSWORD),
            List.of(RoomId.GENERAL),
            new Standing(role, Set.of(permissions), MemberStatus.ACTIVE, true),
            Profile.USUAL.with(PhotoKind.AVATAR),
            Member.Times.createdAt(clock.instant()),
            1);
    parts.members().put(tenant, member);
    parts.members().claim(new MemberStore.Login(email(id), tenant, member.id()));
    return member;
  }

  String email(String id) {
    return id + "@" + tenant + ".example";
  }

  void change(String id, UnaryOperator<Member> edit) {
    Member member = parts.members().memberNow(tenant, new AgentId(id)).orElseThrow();
    parts.members().put(tenant, edit.apply(member));
  }

  void change(UnaryOperator<Account> edit) {
    Account account = parts.organizations().account(tenant).orElseThrow();
    parts
        .transactions()
        .commit(
            Transaction.untold(
                List.of(parts.organizations().editing(account, edit.apply(account)))));
  }

  Reply signIn(String id) {
    return signIn(email(id), PASSWORD);
  }

  Reply signIn(String email, String password) {
    return ask("POST /sessions").send(json -> json.text("email", email).text("password", password));
  }

  Reply refresh(String refreshToken) {
    return ask("POST /sessions/refresh").send(json -> json.text("refreshToken", refreshToken));
  }

  Reply current(String token) {
    return ask("GET /sessions/current").as(token).send();
  }

  /// What was done, as it is told to the audit log, in the order of time.
  List<Row> acts() {
    return rows(tenant + "#act");
  }

  List<String> told() {
    return acts().stream().map(row -> row.text("what")).toList();
  }

  List<Row> rows(String pk) {
    return Town.engine()
        .query(query ->
            query
                .tableName(Town.accountsTable())
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", pk).build())
                .consistentRead(true))
        .items()
        .stream()
        .map(Row::new)
        .toList();
  }

  /// What the mail carries of the only link that was made in an organization.
  String mailed(TenantId of) {
    List<Row> links = rows(of + "#link").stream().filter(row -> row.has("mail")).toList();
    Link link = parts.links().link(of, links.getLast().text("sk")).orElseThrow();
    return parts.links().text(link);
  }
}
